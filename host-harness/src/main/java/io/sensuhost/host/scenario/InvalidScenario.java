package io.sensuhost.host.scenario;

/** A scenario that cannot be run. Its message says where, what and what would be right. */
public final class InvalidScenario extends Exception {

    private static final long serialVersionUID = 1;

    InvalidScenario(String message) {
        super(message);
    }
}
