package io.sensuhost.ec2.access;

/** That credentials could not be had. Its cause says why: an answer of STS, or of the SDK's own search. */
public final class CredentialsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    CredentialsException(String message, Throwable cause) {
        super(message, cause);
    }
}
