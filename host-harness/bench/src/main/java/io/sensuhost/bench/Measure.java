package io.sensuhost.bench;

import java.util.Arrays;

/** Measures what its first argument says, and writes a table of Markdown. */
final class Measure {

    private Measure() {}

    /**
     * Measures.
     *
     * @param args {@code storm} and numbers of events, {@code idle}, {@code serve} or {@code handle}
     * @throws Exception where it could not
     */
    public static void main(String[] args) throws Exception {
        String what = args.length == 0 ? "" : args[0];
        switch (what) {
            case "storm" -> StormMeasure.run(Arrays.copyOfRange(args, 1, args.length));
            case "idle" -> IdleMeasure.run();
            case "serve" -> ServeMeasure.run();
            case "handle" -> HandleMeasure.run();
            default -> {
                System.err.println("Say what to measure: storm N ..., idle, serve or handle");
                System.exit(2);
            }
        }
    }
}
