package io.sensuhost.host.emulator;

/** An error answer: HTTP status, AWS's code, and a message for people. */
record Refusal(int status, String code, String message) {

    Refused thrown() {
        return new Refused(this);
    }

    /** Carries a refusal out of whatever found the reason for it. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Refusal refusal;

        private Refused(Refusal refusal) {
            super(refusal.message(), null, false, false);
            this.refusal = refusal;
        }

        Refusal refusal() {
            return refusal;
        }
    }
}
