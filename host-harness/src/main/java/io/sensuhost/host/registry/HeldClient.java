package io.sensuhost.host.registry;

import io.sensuhost.api.Event;

/**
 * A client whose deregistration the guard has put off.
 *
 * @param integration the name of the integration that asked for it
 * @param event the last event that led to it
 */
public record HeldClient(String integration, Event event) {}
