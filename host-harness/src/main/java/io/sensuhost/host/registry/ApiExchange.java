package io.sensuhost.host.registry;

import io.sensuhost.api.HostClock;
import io.sensuhost.host.registry.RegistryException.Kind;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** One call with its retries, from the moment it may go until it has an answer or its time has run out. */
final class ApiExchange {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final SensuApi api;
    private final ApiAccess access;
    private final HostClock clock;
    private final ApiCall call;
    private final CompletableFuture<ApiAnswer> answer = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final List<Runnable> atEnd = new ArrayList<>();
    private Duration deadline = Duration.ZERO;
    private Duration pause = FIRST_PAUSE;
    private boolean waiting;
    private boolean lostAnswer;
    private String last = "no answer yet";

    ApiExchange(SensuApi api, ApiAccess access, HostClock clock, ApiCall call) {
        this.api = api;
        this.access = access;
        this.clock = clock;
        this.call = call;
    }

    CompletionStage<ApiAnswer> answer() {
        return answer;
    }

    /** Asks. What is to be done at the end is done before anyone learns of the answer. */
    void begin(Runnable whenEnded) {
        synchronized (this) {
            deadline = clock.elapsed().plus(access.timeout());
        }
        atEnd(whenEnded);
        atEnd(clock.after(access.timeout(), this::runOut)::cancel);
        attempt();
    }

    private void attempt() {
        if (ended.get()) {
            return;
        }
        synchronized (this) {
            waiting = true;
        }
        CompletableFuture<HttpResponse<String>> attempt = api.attempt(call);
        atEnd(() -> attempt.cancel(true));
        CompletionStage<HttpResponse<String>> outcome = attempt;
        outcome.whenComplete((response, failure) -> {
            synchronized (this) {
                waiting = false;
            }
            if (failure == null) {
                answered(response);
            } else if (!ended.get()) {
                unanswered(failure instanceof CompletionException ? failure.getCause() : failure);
            }
        });
    }

    private void answered(HttpResponse<String> response) {
        int status = response.statusCode();
        api.answered(call, String.valueOf(status));
        boolean lost;
        synchronized (this) {
            lost = lostAnswer;
            // A proxy that gives up says nothing of what the API behind it has done or still does.
            lostAnswer |= status == 502 || status == 504;
            last = status < 400
                    ? "HTTP " + status
                    : ("HTTP " + status + " " + Excerpt.of(response.body(), access.secrets())).strip();
        }
        if (status == 429 || status >= 500) {
            again(RetryAfter.in(response.headers()));
        } else {
            end(() -> answer.complete(new ApiAnswer(status, response.headers(), response.body(), lost)));
        }
    }

    private void unanswered(Throwable failure) {
        api.counted(call, "none");
        String said = failure instanceof ConnectException
                ? "cannot connect"
                : Excerpt.of(failure.toString(), access.secrets());
        synchronized (this) {
            lostAnswer |= !(failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException);
            last = said;
        }
        if (isDistrust(failure)) {
            fail(
                    Kind.NOT_DONE,
                    said + "; its certificate must be for this address and come from an authority that ca_cert,"
                            + " or else the JDK, names");
        } else if (failure instanceof BoundedText.TooLongException) {
            fail(Kind.UNKNOWN, said);
        } else if (failure instanceof IllegalArgumentException) {
            fail(Kind.NOT_DONE, said + "; check its address and " + access.credentialsSetting());
        } else {
            again(Optional.empty());
        }
    }

    private static boolean isDistrust(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(CertificateException.class::isInstance);
    }

    private void again(Optional<Duration> wanted) {
        Duration wait;
        synchronized (this) {
            wait = wanted.orElse(pause);
            Duration longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
            if (clock.elapsed().plus(wait).compareTo(deadline) >= 0) {
                wait = Duration.ZERO;
            }
        }
        if (wait.isZero()) {
            giveUp();
        } else {
            atEnd(clock.after(wait, this::attempt)::cancel);
        }
    }

    private void runOut() {
        if (ended.get()) {
            return;
        }
        boolean noAnswer;
        synchronized (this) {
            noAnswer = waiting;
            lostAnswer |= waiting;
        }
        if (noAnswer) {
            api.counted(call, "timeout");
        }
        // First those who wait for a slot: this call is about to leave one to the next of them.
        api.ranOut();
        giveUp();
    }

    private void giveUp() {
        Kind kind;
        String lastSaid;
        synchronized (this) {
            kind = lostAnswer ? Kind.UNKNOWN : Kind.NOT_DONE;
            lastSaid = last;
        }
        fail(
                kind,
                "not within " + access.timeout().toSeconds() + " s (last: " + lastSaid
                        + "); see that it runs, and that its address and the host's time-out for it are right");
    }

    /** Ends the call without an answer, unless it has ended. */
    void fail(Kind kind, String reason) {
        String message = "Sensu's API at " + access + " did not answer " + call + ": " + reason;
        end(() -> answer.completeExceptionally(new RegistryException(kind, message)));
    }

    private void end(Runnable completion) {
        if (ended.compareAndSet(false, true)) {
            List<Runnable> toDo;
            synchronized (this) {
                toDo = List.copyOf(atEnd);
            }
            toDo.forEach(Runnable::run);
            completion.run();
        }
    }

    private void atEnd(Runnable task) {
        synchronized (this) {
            atEnd.add(task);
        }
        if (ended.get()) {
            task.run();
        }
    }
}
