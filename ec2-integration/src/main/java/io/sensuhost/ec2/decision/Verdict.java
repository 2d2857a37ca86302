package io.sensuhost.ec2.decision;

import io.sensuhost.api.Evidence;
import java.util.function.Function;

/** What is to be done, and why. */
public sealed interface Verdict {

    /**
     * The word to match on.
     *
     * @return the code of the result
     */
    Code code();

    /**
     * The words for people.
     *
     * @return a sentence
     */
    String reason();

    /**
     * Treats each kind of verdict, leaving none out.
     *
     * @param <T> what the treatment yields
     * @param keep treats a client that stays
     * @param deregister treats one that goes
     * @param fail treats a question that stays open
     * @return what the right one yields
     */
    <T> T match(Function<Keep, T> keep, Function<Deregister, T> deregister, Function<Fail, T> fail);

    /** The client stays: its instance is in an allowed state. */
    record Keep(Code code, String reason) implements Verdict {
        @Override
        public <T> T match(Function<Keep, T> keep, Function<Deregister, T> deregister, Function<Fail, T> fail) {
            return keep.apply(this);
        }
    }

    /**
     * The client goes.
     *
     * @param code the word to match on
     * @param reason the words for people
     * @param evidence how sure that is
     * @param mayReturn whether the instance can run again
     */
    record Deregister(Code code, String reason, Evidence evidence, boolean mayReturn) implements Verdict {
        @Override
        public <T> T match(Function<Keep, T> keep, Function<Deregister, T> deregister, Function<Fail, T> fail) {
            return deregister.apply(this);
        }
    }

    /** It cannot be told; the client stays, and the next event asks again. */
    record Fail(Code code, String reason) implements Verdict {
        @Override
        public <T> T match(Function<Keep, T> keep, Function<Deregister, T> deregister, Function<Fail, T> fail) {
            return fail.apply(this);
        }
    }
}
