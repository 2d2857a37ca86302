package io.sensuhost.ec2.lookup;

import io.sensuhost.api.HostClock;
import io.sensuhost.api.HostClock.Timer;
import io.sensuhost.ec2.decision.Observation;
import io.sensuhost.ec2.decision.Observation.Cause;
import io.sensuhost.ec2.decision.Observation.Invalid;
import io.sensuhost.ec2.decision.Observation.Unknown;
import io.sensuhost.ec2.decision.Observation.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** A call that takes longer than this, until all have heard its answers, is not waited for by the next batch. */
    private static final Duration SLOW = Duration.ofSeconds(1);

    private final String place;
    private final Eye eye;
    private final HostClock clock;
    private final Executor executor;
    private final LookupMetrics metrics;
    private final Witness witness;
    private final Agenda agenda = new Agenda();
    private final Map<String, Inquiry> open = new HashMap<>();
    private final Set<Call> calls = new HashSet<>();
    private int waiting;
    private int unsettled;
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
    }

    /** Gets ready for the first question, on a thread that ends with the plugin. */
    void prepare() {
        eye.prepare();
        metrics.prepare();
    }

    /** Connects to whom the first question will go, on such a thread too. */
    void greet() {
        eye.greet();
    }

    /** Asks for an instance; nothing comes of it where the lane has been closed. */
    Optional<CompletableFuture<Observation>> ask(String id, Duration timeout) {
        Inquiry inquiry;
        Waiter waiter;
        synchronized (this) {
            if (closed) {
                return Optional.empty();
            }
            metrics.asked();
            if (waiting >= MOST_WAITING) {
                return Optional.of(CompletableFuture.completedFuture(turnedAway()));
            }
            inquiry = open.computeIfAbsent(id, this::begun);
            waiter = inquiry.join(clock.elapsed().plus(timeout));
            waiting++;
        }
        Timer deadline = clock.after(timeout, () -> expire(inquiry, waiter));
        dispatch();
        return Optional.of(waiter.observation().whenComplete((seen, e) -> deadline.cancel()));
    }

    private Inquiry begun(String id) {
        Inquiry inquiry = new Inquiry(id);
        agenda.add(inquiry, Way.BY_ID);
        return inquiry;
    }

    private Observation turnedAway() {
        metrics.turnedAway();
        return hinted(
                new Unknown(Cause.THROTTLED, MOST_WAITING + " events wait for EC2's word in " + place + " already"));
    }

    private void expire(Inquiry inquiry, Waiter waiter) {
        Observation known;
        synchronized (this) {
            if (!inquiry.leave(waiter)) {
                return;
            }
            waiting--;
            if (inquiry.isAbandoned()) {
                // Else the next event for the id would wait for an answer that nobody asks for.
                open.remove(inquiry.id(), inquiry);
                agenda.remove(inquiry);
            }
            boolean throttled = calls.stream().anyMatch(Call::isThrottled);
            known = hinted(inquiry.atDeadline(witness.id(), throttled, place));
        }
        waiter.observation().complete(known);
    }

    private void dispatch() {
        List<Call> next;
        synchronized (this) {
            next = begin();
        }
        next.forEach(this::make);
    }

    /** Takes what may be asked now off the agenda. Under the lock. */
    private List<Call> begin() {
        List<Call> begun = new ArrayList<>();
        while (!closed && calls.size() < MOST_CALLS) {
            Optional<Question> next = agenda.next(this::isIdle, this::candidates);
            if (next.isEmpty()) {
                break;
            }
            Call call = new Call(next.get(), clock.elapsed());
            calls.add(call);
            begun.add(call);
            unsettled++;
        }
        return begun;
    }

    /** Whether no call is under way that questions asked in a way wait for: others' answers do not free them. */
    private boolean isIdle(Way way) {
        return calls.stream()
                .noneMatch(call -> call.isPrompt() && call.question().way() == way);
    }

    private List<String> candidates() {
        return witness.candidates().stream().filter(id -> !open.containsKey(id)).toList();
    }

    private void make(Call call) {
        Timer slow = clock.after(SLOW, () -> {
            synchronized (this) {
                call.turnSlow();
            }
            dispatch();
        });
        Runnable over = () -> {
            slow.cancel();
            isOver(call);
        };
        try {
            executor.execute(() -> {
                try {
                    settle(call, call.answer(eye));
                } finally {
                    over.run();
                }
            });
        } catch (RuntimeException | Error e) {
            // There is no thread for it: those who wait have until their deadline, and others may do better.
            over.run();
            throw e;
        }
    }

    /** The next batch that is not full waits until all have been told, since others may come meanwhile to share it. */
    private void settle(Call call, Sight sight) {
        Duration took = clock.elapsed().minus(call.began());
        List<Runnable> told = new ArrayList<>();
        Map<Step.AskLater, List<Inquiry>> later = new HashMap<>();
        synchronized (this) {
            read(call, sight, told, later);
            call.answered();
        }
        try {
            dispatch();
        } finally {
            told.forEach(Runnable::run);
        }
        later.forEach(this::askLater);
        synchronized (this) {
            calls.remove(call);
        }
        dispatch();
        // Last of all, since nobody waits for it, and the first time takes long.
        metrics.answered(call.question(), took);
    }

    private synchronized void isOver(Call call) {
        calls.remove(call);
        unsettled--;
    }

    private void read(Call call, Sight sight, List<Runnable> told, Map<Step.AskLater, List<Inquiry>> later) {
        Question question = call.question();
        Answer answer = sight.answer();
        if (answer instanceof Answer.Instances instances) {
            witness.observe(instances, sight.by());
        }
        if (answer instanceof Answer.Failure failure) {
            if (failure.divisible() && question.mayBeDivided()) {
                metrics.divided();
                agenda.addParts(question.halves());
                return;
            }
        } else {
            question.patience().rewarded();
        }
        for (Inquiry inquiry : question.withoutAbandoned().inquiries()) {
            Step step = inquiry.read(sight, call, clock.elapsed());
            if (step instanceof Step.Conclude conclude) {
                conclude(inquiry, conclude.observation(), told);
            } else if (step instanceof Step.OutOfTime late) {
                conclude(inquiry, inquiry.atDeadline(witness.id(), late.throttled(), place), told);
            } else if (step instanceof Step.AskAgain again) {
                agenda.add(inquiry, again.way());
            } else if (step instanceof Step.AskLater ask) {
                later.computeIfAbsent(ask, ignored -> new ArrayList<>()).add(inquiry);
            } else if (question.way() == Way.BY_ID && !witness.candidates().isEmpty()) {
                // Nothing was ever seen here: a call by filter can ask for possible witnesses besides.
                agenda.add(inquiry, Way.BY_FILTER);
            } else {
                conclude(inquiry, inquiry.absent(witness.id(sight.by())), told);
            }
        }
    }

    private void conclude(Inquiry inquiry, Observation observation, List<Runnable> told) {
        open.remove(inquiry.id(), inquiry);
        Observation known = hinted(observation);
        inquiry.leaveAll().forEach(waiter -> {
            waiting--;
            told.add(() -> waiter.observation().complete(known));
        });
    }

    private void askLater(Step.AskLater ask, List<Inquiry> inquiries) {
        CompletionStage<List<String>> candidates = witness.seek();
        clock.after(
                ask.delay(),
                () -> candidates.thenRun(() -> {
                    synchronized (this) {
                        inquiries.stream()
                                .filter(inquiry -> !inquiry.isAbandoned())
                                .forEach(inquiry -> agenda.add(inquiry, ask.way()));
                    }
                    dispatch();
                }));
    }

    /** Says it with every failure if nothing has ever been seen here: the region or the account may be wrong. */
    private Observation hinted(Observation observation) {
        String hint = witness.id().isPresent() ? "" : " (no instance has been seen in " + place + " yet)";
        return observation.match(
                present -> present,
                absent -> absent,
                invalid -> new Invalid(invalid.why() + hint),
                unknown -> new Unknown(unknown.cause(), unknown.why() + hint));
    }

    boolean isWitnessed() {
        return witness.id().isPresent();
    }

    synchronized int idsInFlight() {
        return open.size();
    }

    /** How many calls are under way or being made use of. While there is none, nothing moves but time. */
    synchronized int callsInFlight() {
        return unsettled;
    }

    /** Takes no more questions if nothing is being found out, so that another lane may have its place. */
    synchronized boolean endsIfIdle() {
        closed |= open.isEmpty() && calls.isEmpty();
        return closed;
    }

    private static Unknown stopped() {
        return new Unknown(Cause.LOOKUP_FAILED, "the integration was stopped before EC2 answered");
    }

    @Override
    public void close() {
        List<Runnable> told = new ArrayList<>();
        synchronized (this) {
            closed = true;
            List.copyOf(open.values()).forEach(inquiry -> conclude(inquiry, stopped(), told));
        }
        told.forEach(Runnable::run);
        eye.close();
    }
}
