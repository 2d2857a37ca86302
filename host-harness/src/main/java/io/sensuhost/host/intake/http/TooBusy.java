package io.sensuhost.host.intake.http;

/** The answer to those who come when there is no room. */
final class TooBusy {

    private static final String SECONDS = "5";

    private TooBusy() {}

    static Answer answer() {
        return Answer.error(429, "too many events wait already; try again later")
                .with("Retry-After", SECONDS);
    }
}
