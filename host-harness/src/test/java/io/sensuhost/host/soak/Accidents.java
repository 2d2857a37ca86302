package io.sensuhost.host.soak;

import io.sensuhost.host.daemon.Installation;
import io.sensuhost.host.daemon.RunningDaemon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** What operators and disks do to a host that runs. */
final class Accidents {

    private static final String DISK_FULL = "disk is full";

    private final Host host;
    private final Installation installation;
    private final Path plugin;
    private final byte[] soundJar;
    private final Book book;
    private final Tally tally;
    private final Map<String, Accident> kinds = new LinkedHashMap<>();
    private final Deck<String> deck;
    private int reloads;
    private int refusals;

    private interface Accident {
        void happens() throws Exception;
    }

    Accidents(Host host, Installation installation, Path plugin, Book book, Tally tally, Random random)
            throws Exception {
        this.host = host;
        this.installation = installation;
        this.plugin = plugin;
        this.soundJar = Files.readAllBytes(plugin);
        this.book = book;
        kinds.put("configuration is changed", this::changeConfiguration);
        kinds.put("configuration is broken", this::breakConfiguration);
        kinds.put("plugin is replaced", this::replacePlugin);
        kinds.put("plugin is broken", this::breakPlugin);
        if (canLimitFiles()) {
            kinds.put(DISK_FULL, this::fillDisk);
        } else {
            System.out.println("left out: a disk that is full, for there is no prlimit (util-linux) to play it with");
        }
        this.deck = new Deck<>(kinds.keySet(), random);
        this.tally = tally.of(kinds.keySet());
    }

    int reloads() {
        return reloads;
    }

    int refusals() {
        return refusals;
    }

    void next() throws Exception {
        String kind = deck.next();
        kinds.get(kind).happens();
        tally.count(kind);
    }

    private void changeConfiguration() throws Exception {
        installation.configured("timeout.json", "{'ec2': {'timeout': %d}}".formatted(7 + reloads % 2));
        reloaded();
    }

    private void breakConfiguration() throws Exception {
        Path bad = plugin.getParent().resolveSibling("conf.d").resolve("bad.json");
        installation.configured("bad.json", "{");
        refused();
        Files.delete(bad);
    }

    private void replacePlugin() throws Exception {
        put(soundJar);
        reloaded();
    }

    private void breakPlugin() throws Exception {
        put(Arrays.copyOf(soundJar, soundJar.length / 2));
        refused();
        put(soundJar);
    }

    private void put(byte[] jar) throws IOException {
        Path aside = plugin.resolveSibling("aside.tmp");
        Files.write(aside, jar);
        Files.move(aside, plugin, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** No file of the process can grow any more, for a while and for a reload. */
    private void fillDisk() throws Exception {
        RunningDaemon daemon = host.daemon();
        limitFiles(daemon.pid(), String.valueOf(Files.size(installation.auditFile()) + 100));
        try {
            book.awaitResults(50);
            refused();
        } finally {
            limitFiles(daemon.pid(), "unlimited");
        }
    }

    private void reloaded() throws Exception {
        host.daemon().signal("HUP");
        host.daemon().awaitInLog("Reloaded: generation");
        reloads++;
    }

    private void refused() throws Exception {
        host.daemon().signal("HUP");
        host.daemon().awaitInLog("Not reloaded, generation");
        refusals++;
    }

    private static boolean canLimitFiles() throws Exception {
        try {
            return limitFiles(ProcessHandle.current().pid(), "unlimited");
        } catch (IOException missing) {
            return false;
        }
    }

    private static boolean limitFiles(long process, String bytes) throws Exception {
        return new ProcessBuilder("prlimit", "--pid", String.valueOf(process), "--fsize=" + bytes + ":unlimited")
                        .redirectErrorStream(true)
                        .start()
                        .waitFor()
                == 0;
    }
}
