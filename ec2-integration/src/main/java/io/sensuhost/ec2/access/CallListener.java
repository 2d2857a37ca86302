package io.sensuhost.ec2.access;

/** Hears of the calls to EC2, on the thread that makes them. */
public interface CallListener {

    /**
     * A call is about to be made.
     *
     * @param identity with whose credentials: something to compare, never to show; the same for every session of a role
     */
    void called(String identity);

    /**
     * An attempt at a call has failed, be it to EC2 or to STS on its behalf; another may follow.
     *
     * @param throttled whether AWS asked for patience
     */
    void attemptFailed(boolean throttled);
}
