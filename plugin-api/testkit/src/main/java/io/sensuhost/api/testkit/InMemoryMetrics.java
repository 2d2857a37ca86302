package io.sensuhost.api.testkit;

import io.sensuhost.api.Metrics;
import io.sensuhost.api.Stable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/** Metrics that a test can read. Thread-safe. A series is asked for by name and labels as they were given. */
@Stable
public final class InMemoryMetrics implements Metrics {

    private final Map<List<String>, Long> counters = new ConcurrentHashMap<>();
    private final Map<List<String>, List<Double>> distributions = new ConcurrentHashMap<>();
    private final Map<List<String>, DoubleSupplier> gauges = new ConcurrentHashMap<>();

    @Override
    public void count(String name, long amount, String... labels) {
        counters.merge(series(name, labels), amount, Long::sum);
    }

    @Override
    public void record(String name, double value, String... labels) {
        List<Double> values =
                distributions.computeIfAbsent(series(name, labels), ignored -> new CopyOnWriteArrayList<>());
        if (!Double.isNaN(value)) {
            values.add(value);
        }
    }

    @Override
    public void gauge(String name, DoubleSupplier value, String... labels) {
        gauges.put(series(name, labels), value);
    }

    /**
     * What has been counted.
     *
     * @param name the counter's name
     * @param labels its labels; none means the sum over all labels
     * @return the count, zero where nothing was counted
     */
    public long counted(String name, String... labels) {
        return labels.length > 0
                ? counters.getOrDefault(series(name, labels), 0L)
                : counters.entrySet().stream()
                        .filter(counter -> counter.getKey().get(0).equals(name))
                        .mapToLong(Map.Entry::getValue)
                        .sum();
    }

    /**
     * The values of a distribution.
     *
     * @param name its name
     * @param labels its labels
     * @return the values in the order in which they were recorded
     */
    public List<Double> recorded(String name, String... labels) {
        return List.copyOf(distributions.getOrDefault(series(name, labels), List.of()));
    }

    /**
     * The value of a gauge now.
     *
     * @param name its name
     * @param labels its labels
     * @return the value, if there is such a gauge
     */
    public OptionalDouble gauged(String name, String... labels) {
        DoubleSupplier gauge = gauges.get(series(name, labels));
        return gauge == null ? OptionalDouble.empty() : OptionalDouble.of(gauge.getAsDouble());
    }

    /**
     * All that was published.
     *
     * @return names and labels, without values
     */
    public List<List<String>> series() {
        return Stream.of(counters.keySet(), distributions.keySet(), gauges.keySet())
                .flatMap(Set::stream)
                .toList();
    }

    private static List<String> series(String name, String... labels) {
        List<String> series = new ArrayList<>(List.of(labels));
        series.add(0, name);
        return List.copyOf(series);
    }
}
