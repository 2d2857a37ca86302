package io.sensuhost.ec2.access;

/** Hears of a call's failed attempts, on the thread that makes the call. */
@FunctionalInterface
public interface AttemptListener {

    /**
     * An attempt has failed; another may follow.
     *
     * @param throttled whether AWS asked for patience
     */
    void attemptFailed(boolean throttled);
}
