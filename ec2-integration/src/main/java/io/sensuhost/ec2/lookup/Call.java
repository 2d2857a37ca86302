package io.sensuhost.ec2.lookup;

import io.sensuhost.ec2.decision.Observation.Cause;
import java.time.Duration;

/** A question under way. Guarded by the lock of its lane, but for {@link #answer}. */
final class Call {

    private static final Duration LEAST = Duration.ofMillis(1);

    private final Question question;
    private final Duration began;
    private final Duration time;
    private boolean prompt = true;
    private volatile boolean throttled;

    Call(Question question, Duration now) {
        Duration left = question.latestDeadline().minus(now);
        this.question = question;
        this.began = now;
        this.time = left.compareTo(LEAST) < 0 ? LEAST : left;
        question.inquiries().forEach(inquiry -> inquiry.asked(this));
    }

    Question question() {
        return question;
    }

    Duration began() {
        return began;
    }

    Duration until() {
        return began.plus(time);
    }

    /** Whether the last that was heard of it is that EC2 asked for patience. */
    boolean isThrottled() {
        return throttled;
    }

    /** Whether it is worth to wait for it before the next batch is sent. */
    boolean isPrompt() {
        return prompt;
    }

    /** What waits from now on waits for something else. */
    void answered() {
        throttled = false;
    }

    void turnSlow() {
        prompt = false;
    }

    Sight answer(Eye eye) {
        try {
            return eye.look(question, time, patience -> throttled = patience);
        } catch (RuntimeException | Error e) {
            return new Sight(new Answer.Failure(Cause.LOOKUP_FAILED, "the look-up broke: " + e, false), "");
        }
    }
}
