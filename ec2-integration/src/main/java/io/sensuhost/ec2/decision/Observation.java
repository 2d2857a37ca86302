package io.sensuhost.ec2.decision;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What was seen of an instance. Only {@link Present} and {@link Absent} are answers; an error is neither. */
public sealed interface Observation {

    /**
     * Treats each kind of observation, leaving none out.
     *
     * @param <T> what the treatment yields
     * @param present treats an instance that is there
     * @param absent treats one that EC2 says is not
     * @param invalid treats an id that EC2 will not look up
     * @param unknown treats the lack of an answer
     * @return what the right one yields
     */
    <T> T match(
            Function<Present, T> present,
            Function<Absent, T> absent,
            Function<Invalid, T> invalid,
            Function<Unknown, T> unknown);

    /**
     * EC2 reported the instance.
     *
     * @param state its state
     */
    record Present(InstanceState state) implements Observation {
        @Override
        public <T> T match(
                Function<Present, T> present,
                Function<Absent, T> absent,
                Function<Invalid, T> invalid,
                Function<Unknown, T> unknown) {
            return present.apply(this);
        }
    }

    /**
     * EC2 said that there is no such instance, or left it out of a complete answer. Whether that proves anything is for
     * the decision.
     *
     * @param statements when it said so, oldest first
     * @param witness an instance of a known client that has been seen with the same credentials in the same region
     */
    record Absent(List<Statement> statements, Optional<String> witness) implements Observation {

        public Absent {
            statements = List.copyOf(statements);
        }

        /**
         * How far apart the first and the last statement are.
         *
         * @return the time between them, zero when there is but one
         */
        public Duration spread() {
            return statements.isEmpty()
                    ? Duration.ZERO
                    : statements
                            .get(statements.size() - 1)
                            .at()
                            .minus(statements.get(0).at());
        }

        @Override
        public <T> T match(
                Function<Present, T> present,
                Function<Absent, T> absent,
                Function<Invalid, T> invalid,
                Function<Unknown, T> unknown) {
            return absent.apply(this);
        }
    }

    /**
     * EC2 said that this is no id.
     *
     * @param why its words
     */
    record Invalid(String why) implements Observation {
        @Override
        public <T> T match(
                Function<Present, T> present,
                Function<Absent, T> absent,
                Function<Invalid, T> invalid,
                Function<Unknown, T> unknown) {
            return invalid.apply(this);
        }
    }

    /**
     * There was no answer.
     *
     * @param cause what kept it away
     * @param why the words for people
     */
    record Unknown(Cause cause, String why) implements Observation {
        @Override
        public <T> T match(
                Function<Present, T> present,
                Function<Absent, T> absent,
                Function<Invalid, T> invalid,
                Function<Unknown, T> unknown) {
            return unknown.apply(this);
        }
    }

    /**
     * One time that EC2 did not know the instance.
     *
     * @param way how it was asked
     * @param at when it said so, in time passed
     */
    record Statement(Way way, Duration at) {}

    /** The two ways to ask EC2 for an instance. */
    enum Way {
        BY_ID,
        BY_FILTER
    }

    /** What can keep an answer away. */
    enum Cause {
        THROTTLED(Code.THROTTLED),
        TIMEOUT(Code.TIMEOUT),
        ACCESS_DENIED(Code.ACCESS_DENIED),
        CREDENTIALS_UNAVAILABLE(Code.CREDENTIALS_UNAVAILABLE),
        LOOKUP_FAILED(Code.LOOKUP_FAILED);

        private final Code code;

        Cause(Code code) {
            this.code = code;
        }

        Code code() {
            return code;
        }
    }
}
