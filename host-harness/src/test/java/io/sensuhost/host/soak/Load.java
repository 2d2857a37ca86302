package io.sensuhost.host.soak;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Sends events at a steady pace, each in one of the ways in which Sensu does; of a client one at a time. */
final class Load implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MILLIS_BETWEEN = 30;
    private static final int ONE_ENDS_IN = 12;

    private final Host host;
    private final Book book;
    private final Machines machines;
    private final Deck<Way> ways;
    private final ExecutorService senders = Executors.newCachedThreadPool();
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledFuture<?> beats;
    private final AtomicInteger number = new AtomicInteger();
    private volatile Supplier<Optional<Machine>> whose = Optional::empty;

    private enum Way {
        TCP,
        HTTP,
        HTTP_THAT_WAITS
    }

    Load(Host host, Book book, Machines machines, Random random) {
        this.host = host;
        this.book = book;
        this.machines = machines;
        this.ways = new Deck<>(List.of(Way.TCP, Way.TCP, Way.HTTP, Way.HTTP_THAT_WAITS), random);
        beats = pace.scheduleAtFixedRate(this::beat, 0, MILLIS_BETWEEN, TimeUnit.MILLISECONDS);
    }

    /** From now on sends for any machine, and lets some of them end. */
    void ofAll() {
        whose = () -> {
            if (number.get() % ONE_ENDS_IN == 0) {
                machines.endOne();
            }
            return Optional.of(machines.any());
        };
    }

    /** From now on sends for those alone that have to go, as long as there are any. */
    void ofThoseThatHaveToGo() {
        whose = machines::anyThatHasToGo;
    }

    void pause() {
        whose = Optional::empty;
    }

    private void beat() {
        whose.get().ifPresent(this::send);
    }

    /** Sends an event of a machine, unless one is under way. Returns at once. */
    void send(Machine machine) {
        Host.Life to = host.life();
        String id = "event-" + number.incrementAndGet();
        if (book.begins(id, machine.client(), to.number())) {
            Way way = ways.next();
            senders.execute(() -> send(id, machine, to, way));
        }
    }

    private void send(String id, Machine machine, Host.Life to, Way way) {
        try {
            String event = JSON.writeValueAsString(machine.event(id));
            if (way == Way.TCP) {
                to.daemon().sendOverTcp(event);
            } else {
                post(id, event, to, way == Way.HTTP ? "" : "&wait=true");
            }
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        } catch (ConnectException e) {
            book.keptBySender(id);
        } catch (IOException e) {
            book.inDoubt(id);
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            book.wasSent(id);
        }
    }

    private void post(String id, String event, Host.Life to, String wait) throws Exception {
        HttpResponse<String> answer = to.daemon().post("/events?handler=ec2" + wait, event);
        if (answer.statusCode() / 100 == 2) {
            book.taken(id);
        } else {
            book.keptBySender(id);
        }
    }

    @Override
    public void close() {
        beats.cancel(true);
        pace.shutdownNow();
        senders.shutdownNow();
    }
}
