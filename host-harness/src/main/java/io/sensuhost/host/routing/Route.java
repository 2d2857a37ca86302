package io.sensuhost.host.routing;

import io.sensuhost.api.Result;

/** Where an event goes for one of the handlers that it asks for. */
public sealed interface Route {

    /**
     * The name of the handler.
     *
     * @return the name
     */
    String handler();

    /**
     * To an integration.
     *
     * @param handler the integration's name
     */
    record ToIntegration(String handler) implements Route {}

    /**
     * Nowhere: there is no such handler here.
     *
     * @param handler the name that was asked for
     * @param result the result that says so
     */
    record NotOurs(String handler, Result result) implements Route {}
}
