package io.sensuhost.ec2.lookup;

/**
 * An answer, and whose eye it was: what different credentials see does not add up.
 *
 * @param answer what was answered
 * @param by with whose credentials, as {@link Eye#identity} has it
 */
record Sight(Answer answer, String by) {

    /** Not the identity: it may be an access key's id. */
    @Override
    public String toString() {
        return "sight of " + answer;
    }
}
