package io.sensuhost.api;

/** How sure an integration is that a client is gone. The host's guard treats the two differently. */
@Stable
public enum Evidence {
    /** The source of truth said so of this very client: an instance that it calls terminated. Passes the guard freely. */
    PROVEN,
    /** Concluded from what was seen, such as an absence or another state. Has a budget. */
    INFERRED
}
