package io.sensuhost.ec2.lookup;

import java.time.Duration;
import java.util.function.Consumer;

/** Whoever can see instances. Calls block; they come from several threads at once, all of the plugin's own. */
interface Eye extends AutoCloseable {

    /** Makes what it looks with, which takes a while, before the first question needs it. Asks nobody. */
    default void prepare() {}

    /** Connects to whom it will ask, once it is prepared, and may wait for that. Asks for nothing. */
    default void greet() {}

    /**
     * Puts a question.
     *
     * @param question what is asked, never empty
     * @param time how long the answer may take
     * @param throttled told of each attempt that failed: whether AWS asked for patience
     * @return the answer, a {@link Answer.Failure} where there is none, and whose it is
     */
    Sight look(Question question, Duration time, Consumer<Boolean> throttled);

    /**
     * Whose eye it is: what was seen with other credentials says nothing about this one. Returns at once.
     *
     * @return something to compare
     */
    String identity();

    @Override
    void close();
}
