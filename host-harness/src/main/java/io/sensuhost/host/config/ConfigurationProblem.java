package io.sensuhost.host.config;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Something that is wrong with the configuration, for the person who has to mend it. The message may have several
 * lines (an excerpt of the file); it never holds a secret.
 *
 * @param severity whether the host may run with it
 * @param message what was found and what would be right, without the place
 * @param location the place, where there is one
 * @param path the attribute, such as {@code ec2.accounts[0].role_arn}, where there is one
 */
public record ConfigurationProblem(
        Severity severity, String message, Optional<Location> location, Optional<String> path) {

    /** Errors keep the host from running, warnings do not. */
    public enum Severity {
        ERROR,
        WARNING
    }

    /** The file, directory or environment variable in which the problem is. */
    public Optional<String> file() {
        return location.map(Location::file);
    }

    /** Counted from 1. */
    public OptionalInt line() {
        return location.map(Location::line).orElseGet(OptionalInt::empty);
    }

    /** Counted from 1, in characters. */
    public OptionalInt column() {
        return location.map(Location::column).orElseGet(OptionalInt::empty);
    }

    /** {@code file:line:column: severity: path: message}, with what there is of it. */
    @Override
    public String toString() {
        return location.map(place -> place + ": ").orElse("")
                + (severity == Severity.ERROR ? "error: " : "warning: ")
                + path.map(attribute -> attribute + ": ").orElse("")
                + message;
    }
}
