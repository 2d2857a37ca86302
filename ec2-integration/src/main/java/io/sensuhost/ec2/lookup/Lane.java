package io.sensuhost.ec2.lookup;

import io.sensuhost.api.HostClock;
import io.sensuhost.api.HostClock.Timer;
import io.sensuhost.ec2.decision.Observation;
import io.sensuhost.ec2.decision.Observation.Cause;
import io.sensuhost.ec2.decision.Observation.Unknown;
import io.sensuhost.ec2.decision.Observation.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * All look-ups with one access. Lanes share nothing, so that one that is slow holds up no other. Each event has its own
 * deadline; a call has as long as the last of those who wait for it.
 */
final class Lane implements AutoCloseable {

    static final int MOST_CALLS = 4;
    static final int MOST_WAITING = 20_000;

    /** A call that takes longer than this is not waited for by the next batch. */
    private static final Duration SLOW = Duration.ofSeconds(1);

    private final String place;
    private final Eye eye;
    private final HostClock clock;
    private final Executor executor;
    private final LookupMetrics metrics;
    private final Witness witness;
    private final Map<String, Inquiry> open = new HashMap<>();
    private final Agenda agenda = new Agenda();
    private int calls;
    private int promptCalls;
    private boolean closed;

    Lane(
            String place,
            Eye eye,
            HostClock clock,
            Executor executor,
            LookupMetrics metrics,
            Supplier<CompletionStage<List<String>>> knownIds) {
        this.place = place;
        this.eye = eye;
        this.clock = clock;
        this.executor = executor;
        this.metrics = metrics;
        this.witness = new Witness(eye, knownIds);
        metrics.watch(this::idsInFlight, () -> witness().isPresent() ? 1 : 0);
    }

    CompletableFuture<Observation> ask(String id, Duration timeout) {
        metrics.asked();
        Inquiry inquiry;
        Waiter waiter;
        synchronized (this) {
            if (closed) {
                return CompletableFuture.completedFuture(stopped());
            }
            if (open.size() >= MOST_WAITING && !open.containsKey(id)) {
                metrics.turnedAway();
                return CompletableFuture.completedFuture(new Unknown(
                        Cause.THROTTLED, MOST_WAITING + " instances in " + place + " wait to be looked up already"));
            }
            inquiry = open.computeIfAbsent(id, this::begun);
            waiter = inquiry.join(clock.elapsed().plus(timeout));
        }
        Timer deadline = clock.after(timeout, () -> expire(inquiry, waiter));
        dispatch();
        return waiter.observation().whenComplete((seen, e) -> deadline.cancel());
    }

    private Inquiry begun(String id) {
        Inquiry inquiry = new Inquiry(id);
        agenda.add(inquiry, Way.BY_ID);
        return inquiry;
    }

    private void expire(Inquiry inquiry, Waiter waiter) {
        Observation known;
        synchronized (this) {
            if (!inquiry.leave(waiter)) {
                return;
            }
            known = inquiry.atDeadline(witness.id(), place);
        }
        waiter.observation().complete(hinted(known));
    }

    private void dispatch() {
        List<Call> begun = new ArrayList<>();
        synchronized (this) {
            while (!closed && calls < MOST_CALLS) {
                Optional<Question> next = agenda.next(promptCalls == 0, this::candidates);
                if (next.isEmpty()) {
                    break;
                }
                begun.add(new Call(next.get()));
            }
        }
        begun.forEach(call -> executor.execute(call::make));
    }

    private List<String> candidates() {
        return witness.candidates().stream().filter(id -> !open.containsKey(id)).toList();
    }

    private void settle(Call call, Answer answer) {
        Map<Inquiry, Observation> concluded = new HashMap<>();
        synchronized (this) {
            call.end();
            if (answer instanceof Answer.Instances instances) {
                witness.observe(instances);
            }
            Question question = call.question;
            if (answer instanceof Answer.Failure failure && failure.divisible() && question.mayBeDivided()) {
                metrics.divided();
                agenda.addParts(question.halves());
            } else {
                if (!(answer instanceof Answer.Failure)) {
                    question.patience().rewarded();
                }
                concluded.putAll(read(question, answer));
            }
        }
        concluded.forEach(this::conclude);
        dispatch();
    }

    /** Reads an answer for each inquiry; those that are not concluded go back on the agenda, now or later. */
    private Map<Inquiry, Observation> read(Question question, Answer answer) {
        Map<Inquiry, Observation> concluded = new HashMap<>();
        Map<Step.AskLater, List<Inquiry>> later = new HashMap<>();
        for (Inquiry inquiry : question.inquiries()) {
            Step step = inquiry.read(answer, question.way(), clock.elapsed());
            if (step instanceof Step.Conclude conclude) {
                concluded.put(inquiry, conclude.observation());
            } else if (step instanceof Step.AskAgain again) {
                agenda.add(inquiry, again.way());
            } else if (step instanceof Step.AskLater ask) {
                later.computeIfAbsent(ask, ignored -> new ArrayList<>()).add(inquiry);
            } else if (witness.id().isEmpty()
                    && question.way() == Way.BY_ID
                    && !witness.candidates().isEmpty()) {
                agenda.add(inquiry, Way.BY_FILTER);
            } else {
                concluded.put(inquiry, inquiry.absent(witness.id()));
            }
        }
        later.forEach((ask, inquiries) -> askLater(inquiries, ask));
        return concluded;
    }

    private void askLater(List<Inquiry> inquiries, Step.AskLater ask) {
        CompletionStage<List<String>> candidates = witness.seek();
        clock.after(
                ask.delay(),
                () -> candidates.thenRun(() -> {
                    synchronized (this) {
                        inquiries.stream().filter(this::isOpen).forEach(inquiry -> agenda.add(inquiry, ask.way()));
                    }
                    dispatch();
                }));
    }

    private boolean isOpen(Inquiry inquiry) {
        return open.get(inquiry.id()) == inquiry;
    }

    private void conclude(Inquiry inquiry, Observation observation) {
        List<Waiter> waiters;
        synchronized (this) {
            open.remove(inquiry.id(), inquiry);
            waiters = inquiry.waiters();
            waiters.forEach(inquiry::leave);
        }
        waiters.forEach(waiter -> waiter.observation().complete(hinted(observation)));
    }

    /** Says it with every failure if nothing has ever been seen here: the region or the account may be wrong. */
    private Observation hinted(Observation observation) {
        return observation instanceof Unknown unknown && witness().isEmpty()
                ? new Unknown(unknown.cause(), unknown.why() + " (no instance has been seen in " + place + " yet)")
                : observation;
    }

    private synchronized Optional<String> witness() {
        return witness.id();
    }

    private synchronized int idsInFlight() {
        return open.size();
    }

    /** Whether nothing is being found out, so that it may be given up for another. */
    synchronized boolean isIdle() {
        return open.isEmpty() && calls == 0;
    }

    /** Whether nothing moves but time. */
    synchronized boolean isWaiting() {
        return calls == 0 && agenda.isEmpty();
    }

    private Unknown stopped() {
        return new Unknown(Cause.LOOKUP_FAILED, "the integration was stopped before EC2 answered");
    }

    @Override
    public void close() {
        List<Inquiry> abandoned;
        synchronized (this) {
            closed = true;
            abandoned = List.copyOf(open.values());
        }
        abandoned.forEach(inquiry -> conclude(inquiry, stopped()));
        eye.close();
    }

    /** A question under way. Begun and ended under the lane's lock, made without. */
    private final class Call {
        private final Question question;
        private final Duration began = clock.elapsed();
        private final Duration time;
        private final Timer slow;
        private boolean prompt = true;

        Call(Question question) {
            this.question = question;
            this.time = time();
            question.inquiries().forEach(inquiry -> inquiry.asked(question.way()));
            calls++;
            promptCalls++;
            slow = clock.after(SLOW, this::isSlow);
        }

        void make() {
            settle(this, answer());
        }

        private Answer answer() {
            try {
                return eye.look(question, time);
            } catch (RuntimeException | Error e) {
                return new Answer.Failure(Cause.LOOKUP_FAILED, "the look-up in " + place + " broke: " + e, false);
            }
        }

        private Duration time() {
            Duration last = question.inquiries().stream()
                    .map(Inquiry::latestDeadline)
                    .max(Duration::compareTo)
                    .orElse(began);
            return last.compareTo(began) > 0 ? last.minus(began) : Duration.ofMillis(1);
        }

        private void isSlow() {
            synchronized (Lane.this) {
                noLongerPrompt();
            }
            dispatch();
        }

        private void noLongerPrompt() {
            promptCalls -= prompt ? 1 : 0;
            prompt = false;
        }

        void end() {
            slow.cancel();
            noLongerPrompt();
            calls--;
            metrics.answered(question, clock.elapsed().minus(began));
        }
    }
}
