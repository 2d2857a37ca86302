package io.sensuhost.host.soak;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sensuhost.host.daemon.Installation;
import io.sensuhost.host.daemon.RunningDaemon;
import java.util.ArrayList;
import java.util.List;

/** The process that runs now, and the reading of its results. There is one after the other. */
final class Host implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final Installation installation;
    private final Book book;
    private final List<String> unreadable = new ArrayList<>();
    private volatile Life life;

    /**
     * One process.
     *
     * @param number which one it is, from 0
     */
    record Life(int number, RunningDaemon daemon, Thread reader) {}

    Host(Installation installation, Book book) throws Exception {
        this.installation = installation.asInProduction();
        this.book = book;
        this.life = begin(0);
    }

    private Life begin(int number) throws Exception {
        RunningDaemon daemon = installation.start();
        Thread reader = new Thread(() -> daemon.eachLine(this::read), "results of " + number);
        reader.setDaemon(true);
        reader.start();
        return new Life(number, daemon, reader);
    }

    private void read(String line) {
        try {
            book.became(JSON.readTree(line));
        } catch (JsonProcessingException cutOff) {
            synchronized (unreadable) {
                unreadable.add(line);
            }
        }
    }

    Life life() {
        return life;
    }

    RunningDaemon daemon() {
        return life.daemon();
    }

    int restarts() {
        return life.number();
    }

    /** At most one line for each process that was killed while it wrote. */
    int unreadable() {
        synchronized (unreadable) {
            return unreadable.size();
        }
    }

    void killAndStart() throws Exception {
        end("KILL");
        begin();
    }

    /** It has half a minute to handle what it has taken, and says so by its exit code. */
    void stopAndStart() throws Exception {
        end("TERM");
        begin();
    }

    private void end(String signal) throws Exception {
        Life old = life;
        old.daemon().signal(signal);
        boolean inOrder = old.daemon().exitCode() == 0;
        old.reader().join();
        book.ended(old.number(), inOrder);
    }

    private void begin() throws Exception {
        life = begin(life.number() + 1);
    }

    @Override
    public void close() {
        life.daemon().close();
    }
}
