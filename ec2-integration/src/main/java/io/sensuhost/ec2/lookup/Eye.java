package io.sensuhost.ec2.lookup;

import java.time.Duration;

/** Whoever can see instances. Calls block; they come from several threads at once, all of the plugin's own. */
interface Eye extends AutoCloseable {

    /**
     * Puts a question.
     *
     * @param question what is asked, never empty
     * @param time how long the answer may take
     * @return the answer, a {@link Answer.Failure} where there is none
     */
    Answer look(Question question, Duration time);

    /**
     * Whose eye it is: what was seen with other credentials says nothing about this one.
     *
     * @return something to compare
     */
    String identity();

    @Override
    void close();
}
