package io.sensuhost.host.soak;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What was sent, to which process, and what has become of it. Thread-safe. */
final class Book {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private record Entry(String client, int process) {}

    private final Map<String, Entry> open = new HashMap<>();
    private final Set<String> inDoubt = new HashSet<>();
    private final Set<String> taken = new HashSet<>();
    private final Set<String> endedInOrder = new HashSet<>();
    private final Set<String> underWay = new HashSet<>();
    private final Map<String, Long> byStatus = new TreeMap<>();
    private final Map<String, Long> byCode = new TreeMap<>();
    private int lastEnded = -1;
    private int sent;
    private int results;
    private int keptBySender;
    private int endedWithProcess;
    private int lostInOrder;
    private int doubled;

    /** Whether an event of this client may be sent; none other is meanwhile. */
    synchronized boolean begins(String id, String client, int process) {
        if (!underWay.add(client)) {
            return false;
        }
        open.put(id, new Entry(client, process));
        sent++;
        return true;
    }

    /** The host has refused it, or was not there. */
    synchronized void keptBySender(String id) {
        if (open.containsKey(id)) {
            close(id);
            keptBySender++;
        }
    }

    /** Its sender heard nothing, and has it still; it may have been taken all the same. */
    synchronized void inDoubt(String id) {
        if (open.containsKey(id)) {
            keptBySender(id);
            inDoubt.add(id);
        }
    }

    synchronized void became(JsonNode result) {
        String id = result.get("event_id").asText();
        if (open.containsKey(id)) {
            close(id);
        } else if (inDoubt.remove(id)) {
            keptBySender--;
        } else {
            doubled++;
        }
        results++;
        byStatus.merge(result.get("status").asText(), 1L, Long::sum);
        byCode.merge(result.get("code").asText(), 1L, Long::sum);
        notifyAll();
    }

    /** The host has said that it took it in. */
    synchronized void taken(String id) {
        if (open.containsKey(id)) {
            taken.add(id);
        } else if (endedInOrder.remove(id)) {
            endedWithProcess--;
            lostInOrder++;
        }
    }

    /**
     * After all results of a process: Sensu raises again what it had not come to. What was taken by one that ended in
     * order, having handled all, is lost.
     */
    synchronized void ended(int process, boolean inOrder) {
        lastEnded = process;
        open.entrySet().stream()
                .filter(entry -> entry.getValue().process() <= process)
                .map(Map.Entry::getKey)
                .toList()
                .forEach(id -> endedWithProcess(id, inOrder));
    }

    private void endedWithProcess(String id, boolean inOrder) {
        boolean lost = inOrder && taken.contains(id);
        close(id);
        if (lost) {
            lostInOrder++;
        } else {
            endedWithProcess++;
            if (inOrder) {
                endedInOrder.add(id);
            }
        }
    }

    /** It was sent; had its process ended by then, nobody took it. */
    synchronized void wasSent(String id) {
        Entry entry = open.get(id);
        if (entry != null && entry.process() <= lastEnded) {
            endedWithProcess(id, false);
        }
    }

    private void close(String id) {
        underWay.remove(open.remove(id).client());
        taken.remove(id);
        notifyAll();
    }

    synchronized void awaitResults(int more) throws InterruptedException {
        int enough = results + more;
        long deadline = System.nanoTime() + PATIENCE;
        while (results < enough) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("no results come any more");
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** Waits until nothing is under way, or for longer than anything may take. */
    synchronized void awaitAll() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE;
        while (!open.isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
        }
    }

    synchronized Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("sent", (long) sent);
        counts.put("results", (long) results);
        counts.put("still with their sender", (long) keptBySender);
        counts.put("ended with a process", (long) endedWithProcess);
        return counts;
    }

    synchronized Map<String, Long> byStatus() {
        return new TreeMap<>(byStatus);
    }

    synchronized Map<String, Long> byCode() {
        return new TreeMap<>(byCode);
    }

    synchronized int lost() {
        return open.size() + lostInOrder;
    }

    synchronized int doubled() {
        return doubled;
    }
}
