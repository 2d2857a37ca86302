package io.sensuhost.puppet;

import java.time.Instant;

/** What PuppetDB said of a node, in an answer that names it. All other answers are failures. */
sealed interface Sight {

    /** The code of the result that follows from it. */
    Code code();

    /** What it says of a node, after the word PuppetDB. */
    String about(String node);

    /** The node is managed. */
    record Active() implements Sight {
        @Override
        public Code code() {
            return Code.NODE_ACTIVE;
        }

        @Override
        public String about(String node) {
            return "knows the node " + node + " as active";
        }
    }

    /** Someone has taken the node out. */
    record Deactivated(Instant since) implements Sight {
        @Override
        public Code code() {
            return Code.NODE_DEACTIVATED;
        }

        @Override
        public String about(String node) {
            return "says that the node " + node + " was deactivated at " + since;
        }
    }

    /** The node has not been heard of for too long. */
    record Expired(Instant since) implements Sight {
        @Override
        public Code code() {
            return Code.NODE_EXPIRED;
        }

        @Override
        public String about(String node) {
            return "says that the node " + node + " expired at " + since;
        }
    }

    /** PuppetDB has never heard of the node, or has forgotten it. */
    record Unknown() implements Sight {
        @Override
        public Code code() {
            return Code.NODE_UNKNOWN;
        }

        @Override
        public String about(String node) {
            return "knows nothing of the node " + node;
        }
    }
}
