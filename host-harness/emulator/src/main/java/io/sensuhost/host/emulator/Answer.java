package io.sensuhost.host.emulator;

/**
 * What goes back to the caller.
 *
 * @param outcome for the journal: {@code OK}, an error's code, or the name of a fault
 */
public record Answer(int status, String outcome, String body, Delivery delivery) {

    /** How much of an answer reaches the caller. */
    public enum Delivery {
        WHOLE,
        /** The connection is cut in the middle of the body. */
        HALF,
        /** The connection is cut before the status line. */
        NONE,
        /** Nothing is sent and the connection stays open, until the caller or the emulator closes it. */
        NEVER
    }

    static Answer ok(String body) {
        return new Answer(200, "OK", body, Delivery.WHOLE);
    }

    static Answer error(Service service, Refusal refusal, String requestId) {
        return new Answer(refusal.status(), refusal.code(), service.errorBody(refusal, requestId), Delivery.WHOLE);
    }
}
