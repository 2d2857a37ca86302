package io.sensuhost.api;

/** What became of an event, in a word. */
@Stable
public enum Status {
    /** The integration did its job. */
    HANDLED,
    /** There was nothing to do for it. */
    IGNORED,
    /** The job was put off, by the host's deregistration guard or by a dry run. */
    HELD,
    /** The job could not be done; the next event of the incident tries again. */
    FAILED
}
