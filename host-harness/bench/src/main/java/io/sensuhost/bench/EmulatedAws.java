package io.sensuhost.bench;

import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.Journal;
import io.sensuhost.host.emulator.World;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The emulator as a program, so that its CPU time is not the host's. It writes its endpoint, then for each line that it
 * reads the calls that have come since the last, such as {@code DescribeInstances/OK=10}; it ends with its input.
 */
final class EmulatedAws {

    private EmulatedAws() {}

    /**
     * Serves a fleet.
     *
     * @param args the number of instances; {@code throttled} for AWS's published throttle
     * @throws IOException if standard input cannot be read
     */
    public static void main(String[] args) throws IOException {
        World world = new World();
        new BenchFleet(Integer.parseInt(args[0])).putInto(world);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (Emulator emulator = Emulator.start(world);
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            if (args.length > 1 && args[1].equals("throttled")) {
                emulator.throttle().on();
            }
            out.println(emulator.endpoint());
            while (in.readLine() != null) {
                out.println(counts(emulator.journal()));
            }
        }
    }

    private static String counts(Journal journal) {
        Map<String, Long> counts = new TreeMap<>(journal.outcomes());
        journal.clear();
        return counts.entrySet().stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
}
