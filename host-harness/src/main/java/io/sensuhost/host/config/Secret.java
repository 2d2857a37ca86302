package io.sensuhost.host.config;

/** A text that is not to be shown: only {@link #value()} gives it away. */
public record Secret(String value) {

    @Override
    public String toString() {
        return Redactor.REDACTED;
    }
}
