package io.sensuhost.api;

/** What a host offers to one integration. All of it may be used from any thread until the integration is closed. */
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
}
