package io.sensuhost.host.emulator;

import io.sensuhost.host.emulator.Answer.Delivery;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** Something that goes wrong with a call, in place of its answer or with it. */
@FunctionalInterface
public interface Fault {

    /**
     * Answers a call. May block; closing the emulator interrupts it.
     *
     * @param answer gives the answer there would have been, and has its effects, when it is asked
     */
    Answer spoil(Call call, Supplier<Answer> answer) throws InterruptedException;

    /** An error in the form of the service that was called, such as 503 {@code Unavailable}. */
    static Fault error(int status, String code, String message) {
        return (call, answer) -> Answer.error(
                call.service(),
                new Refusal(status, code, message),
                UUID.randomUUID().toString());
    }

    /** {@link #error(int, String, String)} with a message that nobody should depend on. */
    static Fault error(int status, String code) {
        return error(status, code, "The emulator was told to answer " + code);
    }

    /** No answer ever, on a connection that stays open until the caller or the emulator closes it. */
    static Fault hang() {
        return (call, answer) -> new Answer(0, "hang", "", Delivery.NEVER);
    }

    /** The right answer, after a while of real time. */
    static Fault delay(Duration time) {
        return (call, answer) -> {
            Thread.sleep(time.toMillis());
            return answer.get();
        };
    }

    /** The right answer, once the latch is released: holds a call in flight for as long as a test needs. */
    static Fault heldBy(CountDownLatch latch) {
        return (call, answer) -> {
            latch.await();
            return answer.get();
        };
    }

    /** A connection cut before anything is answered. */
    static Fault cut() {
        return (call, answer) -> new Answer(0, "cut", "", Delivery.NONE);
    }

    /** A connection cut in the middle of the right answer's body. */
    static Fault cutWithinBody() {
        return (call, answer) -> {
            Answer whole = answer.get();
            return new Answer(whole.status(), "cut", whole.body(), Delivery.HALF);
        };
    }

    /** Half of the right answer's XML, sent as if it were all. */
    static Fault truncatedXml() {
        return (call, answer) -> {
            Answer whole = answer.get();
            String half = whole.body().substring(0, whole.body().length() / 2);
            return new Answer(whole.status(), "truncated", half, Delivery.WHOLE);
        };
    }

    /** Any body with any status, such as a proxy's HTML page with 200, or nothing at all. */
    static Fault body(int status, String body) {
        return (call, answer) -> new Answer(status, "foreign", body, Delivery.WHOLE);
    }
}
