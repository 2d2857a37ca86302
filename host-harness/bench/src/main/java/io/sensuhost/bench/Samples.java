package io.sensuhost.bench;

import java.util.ArrayList;
import java.util.List;

/** Times taken of the same thing again and again. */
final class Samples {

    private final List<Double> millis = new ArrayList<>();

    /** Something that can be timed. */
    interface Work {
        void run() throws Exception;
    }

    void time(Work work) throws Exception {
        long begun = System.nanoTime();
        work.run();
        add((System.nanoTime() - begun) / 1e6);
    }

    void add(double taken) {
        millis.add(taken);
    }

    double median() {
        List<Double> sorted = millis.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }

    /** The median of what each took more than its partner in the other samples. */
    double medianMoreThan(Samples other) {
        return differences(other).median();
    }

    /** The mean of what each took more than its partner in the other samples, and in brackets the mean's standard error. */
    String meanMoreThan(Samples other) {
        List<Double> differences = differences(other).millis;
        int pairs = differences.size();
        double mean = differences.stream().mapToDouble(Double::doubleValue).sum() / pairs;
        double squares = differences.stream()
                .mapToDouble(difference -> Math.pow(difference - mean, 2))
                .sum();
        return "%+.2f (%.2f)".formatted(mean, Math.sqrt(squares / (pairs - 1) / pairs));
    }

    private Samples differences(Samples other) {
        Samples differences = new Samples();
        for (int pair = 0; pair < millis.size(); pair++) {
            differences.millis.add(millis.get(pair) - other.millis.get(pair));
        }
        return differences;
    }

    /** The median of what each took as a multiple of its partner in the other samples. */
    double medianRatioTo(Samples other) {
        Samples ratios = new Samples();
        for (int pair = 0; pair < millis.size(); pair++) {
            ratios.millis.add(millis.get(pair) / other.millis.get(pair));
        }
        return ratios.median();
    }
}
