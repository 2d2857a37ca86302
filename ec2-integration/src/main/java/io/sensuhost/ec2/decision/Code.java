package io.sensuhost.ec2.decision;

import java.util.Locale;

/** The words that results are matched on. */
public enum Code {
    INSTANCE_STATE_ALLOWED,
    INSTANCE_STATE_NOT_ALLOWED,
    INSTANCE_ABSENT,
    ABSENCE_UNPROVEN,
    LOOKUP_FAILED,
    TIMEOUT,
    THROTTLED,
    ACCESS_DENIED,
    CREDENTIALS_UNAVAILABLE,
    NOT_AN_INSTANCE_ID,
    UNKNOWN_ACCOUNT,
    INVALID_CLIENT_SETTINGS,
    EVENT_RESOLVED,
    NOT_A_KEEPALIVE;

    /** The word as it stands in a result: {@code instance_absent}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
