package io.sensuhost.host.cli;

/** Input that cannot be used at all. Its message is for people. */
final class InputException extends RuntimeException {

    private static final long serialVersionUID = 1;

    InputException(String message) {
        super(message, null, false, false);
    }
}
