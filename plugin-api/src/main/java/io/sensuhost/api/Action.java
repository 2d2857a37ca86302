package io.sensuhost.api;

/** What Sensu says happened with an event. */
@Stable
public enum Action {
    /** The check fails, newly or still. */
    CREATE,
    /** The check is well again, or Sensu has deleted its client. */
    RESOLVE,
    /** The check changes its state too often to be believed. */
    FLAPPING
}
