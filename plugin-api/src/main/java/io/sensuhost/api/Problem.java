package io.sensuhost.api;

/**
 * A mistake in settings.
 *
 * @param severity whether one can go on with it
 * @param path where it is: {@code accounts[0].role_arn}
 * @param message what was found and what would be right, without the path; never a secret
 */
@Stable
public record Problem(Severity severity, String path, String message) {

    /** Whether one can go on. */
    public enum Severity {
        /** One cannot. */
        ERROR,
        /** One can, but it is hardly what was meant. */
        WARNING
    }

    /**
     * A mistake with which one cannot go on.
     *
     * @param path where it is
     * @param message what was found and what would be right
     * @return the problem
     */
    public static Problem error(String path, String message) {
        return new Problem(Severity.ERROR, path, message);
    }

    /**
     * A mistake with which one can go on.
     *
     * @param path where it is
     * @param message what was found and what would be right
     * @return the problem
     */
    public static Problem warning(String path, String message) {
        return new Problem(Severity.WARNING, path, message);
    }

    /**
     * The same mistake, seen from further out.
     *
     * @param outer the path of what holds the settings: {@code ec2}
     * @return the problem with the longer path
     */
    public Problem within(String outer) {
        String inner = path.isEmpty() || path.startsWith("[") ? path : "." + path;
        return new Problem(severity, outer + inner, message);
    }

    /**
     * Whether one cannot go on.
     *
     * @return whether it is an error
     */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    @Override
    public String toString() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}
