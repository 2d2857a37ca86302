package io.sensuhost.host.status;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.PrometheusNaming;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The metrics of one owner, each made when it is first used. A mistake in their use costs the metric and nothing else.
 *
 * <p>None has exemplars: nobody traces here, and their thread would be born within a plugin's call and hold that plugin's
 * classes for as long as the process lives.
 */
final class PrometheusInstruments implements Instruments {

    private static final Logger LOG = LoggerFactory.getLogger(PrometheusInstruments.class);
    private static final int MOST_SERIES = 1_000;
    private static final double[] SIZES = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000};
    private static final double[] SECONDS = {.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60};

    private final String owner;
    private final PrometheusRegistry registry;
    private final Runnable takeAway;
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();
    private final Map<String, Histogram> histograms = new ConcurrentHashMap<>();
    private final Map<String, Map<Labels, DoubleSupplier>> gauges = new ConcurrentHashMap<>();
    private final Set<String> mistaken = ConcurrentHashMap.newKeySet();
    private final Set<Labels> series = ConcurrentHashMap.newKeySet();

    PrometheusInstruments(String owner, PrometheusRegistry registry, Runnable takeAway) {
        this.owner = owner;
        this.registry = registry;
        this.takeAway = takeAway;
    }

    @Override
    public void count(String name, long amount, String... labels) {
        safely(
                name,
                labels,
                known -> counters.computeIfAbsent(name, unknown -> counter(name, known))
                        .labelValues(known.values())
                        .inc(amount));
    }

    @Override
    public void record(String name, double value, String... labels) {
        safely(
                name,
                labels,
                known -> histograms
                        .computeIfAbsent(name, unknown -> histogram(name, known))
                        .labelValues(known.values())
                        .observe(value));
    }

    @Override
    public void gauge(String name, DoubleSupplier value, String... labels) {
        safely(
                name,
                labels,
                known -> gauges.computeIfAbsent(name, unknown -> gauge(name, known))
                        .put(known, value));
    }

    private void safely(String name, String[] pairs, Use use) {
        try {
            Labels labels = Labels.of(name, pairs);
            boolean shown = series.contains(labels);
            if (!shown && series.size() < MOST_SERIES) {
                // Another may have done so meanwhile.
                series.add(labels);
                shown = true;
            }
            if (shown) {
                use.with(labels);
            }
        } catch (IllegalArgumentException e) {
            if (mistaken.size() < MOST_SERIES && mistaken.add(name)) {
                LOG.warn("Metric {} of {} is left out: {}", name, owner, e.getMessage());
            }
        }
    }

    private Counter counter(String name, Labels labels) {
        return Counter.builder()
                .withoutExemplars()
                .name(full(name))
                .help(words(name))
                .labelNames(labels.names())
                .register(registry);
    }

    private Histogram histogram(String name, Labels labels) {
        return Histogram.builder()
                .classicOnly()
                .withoutExemplars()
                .classicUpperBounds(name.endsWith("_seconds") ? SECONDS : SIZES)
                .name(full(name))
                .help(words(name))
                .labelNames(labels.names())
                .register(registry);
    }

    private Map<Labels, DoubleSupplier> gauge(String name, Labels labels) {
        Map<Labels, DoubleSupplier> values = new ConcurrentHashMap<>();
        GaugeWithCallback.builder()
                .name(full(name))
                .help(words(name))
                .labelNames(labels.names())
                .callback(shown -> values.forEach((one, value) -> show(shown, one, value)))
                .register(registry);
        return values;
    }

    private void show(GaugeWithCallback.Callback shown, Labels labels, DoubleSupplier value) {
        try {
            shown.call(value.getAsDouble(), labels.values());
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("Gauge {} of {} gives no value", labels.metric(), owner, e);
        }
    }

    private String full(String name) {
        return PrometheusNaming.sanitizeMetricName(owner + "_" + name).replaceAll("[^a-zA-Z0-9_]", "_");
    }

    private String words(String name) {
        return name.replace('_', ' ') + ", of " + owner;
    }

    @Override
    public void close() {
        takeAway.run();
    }

    @FunctionalInterface
    private interface Use {
        void with(Labels labels);
    }
}
