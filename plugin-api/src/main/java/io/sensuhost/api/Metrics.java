package io.sensuhost.api;

import java.util.function.DoubleSupplier;

/**
 * Counts for those who watch the host. Names are snake_case without unit prefix; the host puts the integration's name
 * before them. Labels come in pairs of name and value, and have few values each: an account or a region, never a client.
 */
@Stable
public interface Metrics {

    /**
     * Adds to a counter, which starts at zero. To add zero shows it with that value.
     *
     * @param name the counter's name, without {@code _total}
     * @param amount what to add, zero or more
     * @param labels names and values in turn; the same names each time
     */
    void count(String name, long amount, String... labels);

    /**
     * Records one value of a distribution, such as a batch size or a duration in seconds. {@link Double#NaN}
     * shows it without a value, and is no value.
     *
     * @param name the distribution's name, with its unit last: {@code lookup_seconds}
     * @param value the value
     * @param labels names and values in turn; the same names each time
     */
    void record(String name, double value, String... labels);

    /**
     * Publishes a value that is asked for when someone looks. A later gauge of the same name and labels replaces it.
     *
     * @param name the gauge's name
     * @param value gives the value promptly; asked from any thread until the integration is closed
     * @param labels names and values in turn; the same names each time
     */
    void gauge(String name, DoubleSupplier value, String... labels);
}
