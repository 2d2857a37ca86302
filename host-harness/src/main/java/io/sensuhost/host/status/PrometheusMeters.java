package io.sensuhost.host.status;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Metrics in the text format of Prometheus. Thread-safe. */
public final class PrometheusMeters implements Meters {

    private final Deque<PrometheusRegistry> newestFirst = new ConcurrentLinkedDeque<>();

    @Override
    public Instruments of(String owner) {
        PrometheusRegistry registry = new PrometheusRegistry();
        newestFirst.addFirst(registry);
        return new PrometheusInstruments(owner, registry, () -> newestFirst.remove(registry));
    }

    /**
     * All metrics as they are now.
     *
     * @return the text, of the type that {@link #contentType} tells
     */
    public String text() {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        newestFirst.forEach(registry -> registry.scrape().forEach(snapshot -> {
            if (!all.containsMetricName(snapshot.getMetadata().getPrometheusName())) {
                all.metricSnapshot(snapshot);
            }
        }));
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            writer().write(text, all.build(), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    /**
     * The type of the text.
     *
     * @return a value for the header {@code Content-Type}
     */
    public String contentType() {
        return writer().getContentType();
    }

    private static PrometheusTextFormatWriter writer() {
        return PrometheusTextFormatWriter.create();
    }
}
