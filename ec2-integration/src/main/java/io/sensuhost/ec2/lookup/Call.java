package io.sensuhost.ec2.lookup;

import io.sensuhost.ec2.decision.Observation.Cause;
import java.time.Duration;
import java.util.function.Consumer;

/** A question under way. Guarded by the lock of its lane, but for {@link #answer}. */
final class Call {

    private static final Duration LEAST = Duration.ofMillis(1);

    private final Question question;
    private final Duration began;
    private final Duration time;
    private boolean prompt = true;

    Call(Question question, Duration now) {
        Duration left = question.latestDeadline().minus(now);
        this.question = question;
        this.began = now;
        this.time = left.compareTo(LEAST) < 0 ? LEAST : left;
        question.inquiries().forEach(inquiry -> inquiry.asked(question.way(), now.plus(time)));
    }

    Question question() {
        return question;
    }

    Duration began() {
        return began;
    }

    /** Whether it is worth to wait for it before the next batch is sent. */
    boolean isPrompt() {
        return prompt;
    }

    void turnSlow() {
        prompt = false;
    }

    Answer answer(Eye eye, Consumer<Boolean> throttled) {
        try {
            return eye.look(question, time, throttled);
        } catch (RuntimeException | Error e) {
            return new Answer.Failure(Cause.LOOKUP_FAILED, "the look-up broke: " + e, false);
        }
    }
}
