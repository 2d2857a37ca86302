package io.sensuhost.host.registry;

import io.sensuhost.api.HostClock;
import io.sensuhost.api.IntegrationException;
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

/** One call with its retries, from the moment it is wanted until it has an answer or its time has run out. */
final class ApiExchange implements Slots.Waiting {

    private final SensuApi api;
    private final ApiAccess access;
    private final HostClock clock;
    private final ApiCall call;
    private final Deadline deadline;
    private final CompletableFuture<ApiAnswer> answer = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final List<Runnable> atEnd = new ArrayList<>();
    private final Backoff backoff = new Backoff();
    private boolean waiting;
    private boolean lostAnswer;
    private String last = "it still waited for its turn";

    ApiExchange(SensuApi api, ApiAccess access, HostClock clock, ApiCall call, Deadline deadline) {
        this.api = api;
        this.access = access;
        this.clock = clock;
        this.call = call;
        this.deadline = deadline;
    }

    CompletionStage<ApiAnswer> answer() {
        return answer;
    }

    /** Asks as soon as there is a slot. What is to be done at the end is done before anyone learns of the answer. */
    void want(Slots slots, Runnable whenEnded) {
        atEnd(whenEnded);
        atEnd(clock.after(deadline.left(), this::runOut)::cancel);
        slots.enter(this, call.deletes());
    }

    @Override
    public boolean begin() {
        if (api.isClosed()) {
            abandon(SensuApi.DONE_WITH_IT);
        } else if (!deadline.allows(Duration.ZERO)) {
            giveUp(Duration.ZERO);
        }
        if (ended.get()) {
            return false;
        }
        atEnd(api::leave);
        synchronized (this) {
            last = "no answer yet";
        }
        attempt();
        return true;
    }

    @Override
    public void refuse(String reason) {
        fail(Kind.NOT_DONE, reason);
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
        api.counted(call, String.valueOf(status));
        synchronized (this) {
            // A proxy that gives up says nothing of what the API behind it has done or still does.
            lostAnswer |= status == 502 || status == 504;
            last = status < 400
                    ? "HTTP " + status
                    : ("HTTP " + status + " " + Quote.of(response.body(), access.secrets())).strip();
        }
        if (status == 429 || status >= 500) {
            again(RetryAfter.in(response.headers()));
        } else {
            end(() -> answer.complete(new ApiAnswer(status, response.headers(), response.body())));
        }
    }

    private void unanswered(Throwable failure) {
        api.counted(call, "none");
        String said =
                failure instanceof ConnectException ? "cannot connect" : Quote.of(failure.toString(), access.secrets());
        synchronized (this) {
            lostAnswer |= !(failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException);
            last = said;
        }
        if (isDistrust(failure)) {
            fail(
                    Kind.NOT_DONE,
                    said + "; its certificate must be for this address and come from an authority that ca_cert,"
                            + " or else the JDK, names");
        } else if (failure instanceof IntegrationException) {
            abandon(said);
        } else if (failure instanceof IllegalArgumentException) {
            fail(Kind.NOT_DONE, said + "; check its address and " + access.credentialsSetting());
        } else {
            again(Duration.ZERO);
        }
    }

    private static boolean isDistrust(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(CertificateException.class::isInstance);
    }

    private void again(Duration wanted) {
        Duration pause;
        synchronized (this) {
            pause = backoff.next(wanted);
        }
        if (call.deletes() || !deadline.allows(pause)) {
            giveUp(wanted);
        } else {
            atEnd(clock.after(pause, this::attempt)::cancel);
        }
    }

    private void runOut() {
        boolean noAnswer;
        synchronized (this) {
            noAnswer = waiting && !ended.get();
        }
        if (noAnswer) {
            api.counted(call, "timeout");
        }
        giveUp(Duration.ZERO);
    }

    private void giveUp(Duration wanted) {
        end(
                "not within " + deadline + " (last: " + lastSaid()
                        + "); see that it runs, and that its address and the host's time-out for it are right",
                Optional.of(wanted));
    }

    private synchronized String lastSaid() {
        return last;
    }

    /** Ends the call without an answer, unless it has ended, though the API may be at it. */
    void abandon(String reason) {
        end(reason, Optional.empty());
    }

    private void end(String reason, Optional<Duration> passesIn) {
        Kind kind;
        synchronized (this) {
            kind = call.deletes() && (lostAnswer || waiting) ? Kind.UNKNOWN : Kind.NOT_DONE;
        }
        fail(kind, reason, passesIn);
    }

    private void fail(Kind kind, String reason) {
        fail(kind, reason, Optional.empty());
    }

    private void fail(Kind kind, String reason, Optional<Duration> passesIn) {
        String message = "Sensu's API at " + access + " did not answer " + call + ": " + reason;
        end(() -> answer.completeExceptionally(new RegistryException(kind, message, passesIn)));
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
