package io.sensuhost.api;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** What a host offers to one integration. All of it may be used from any thread until the integration is closed. */
@Stable
public interface IntegrationContext {

    /**
     * The settings of the integration's scope, defaults filled in.
     *
     * @return the same settings each time; a changed configuration creates a new integration
     */
    Settings settings();

    /**
     * The clients that the host's Sensu knows, and the way to deregister one.
     *
     * @return the registry, guarded by the host
     */
    ClientRegistry clients();

    /**
     * The host's clock, which tests turn by hand. All waiting and all deadlines go through it. What is still due
     * when the integration has been closed is given up.
     *
     * @return the clock
     */
    HostClock clock();

    /**
     * The counters and gauges that the host publishes under the integration's name.
     *
     * @return the metrics
     */
    Metrics metrics();

    /**
     * Makes an HTTP client that goes through the host's proxies and trusts the authorities that the host trusts. Its
     * threads are the host's, which ends it after the integration has been closed; meant to be made once, in
     * {@link IntegrationFactory#create}.
     *
     * @param more adds to the host's settings, such as an {@code sslContext} with a key of the integration's own
     * @return the client
     */
    HttpClient http(UnaryOperator<HttpClient.Builder> more);

    /**
     * JSON from and to plain maps and lists, for integrations that bring no library for it.
     *
     * @return the format, always the same
     */
    JsonFormat json();

    /**
     * A deadline by the host's clock.
     *
     * @param time how long it is until then
     * @return a deadline from now on
     */
    default Deadline deadline(Duration time) {
        return Deadline.in(clock(), time);
    }
}
