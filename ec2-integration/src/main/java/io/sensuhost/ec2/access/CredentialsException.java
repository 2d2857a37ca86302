package io.sensuhost.ec2.access;

/** That credentials could not be had. Its cause says why: an answer of STS, or of the SDK's own search. */
public final class CredentialsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What could not be had. */
    public enum Kind {
        /** Credentials to begin with. */
        NONE_FOUND,
        /** A session of an account's role. */
        ROLE_NOT_ASSUMED
    }

    private final Kind kind;

    CredentialsException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /**
     * What could not be had.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }
}
