package io.sensuhost.host.emulator;

import java.time.Instant;

/** A role, assumed: what AssumeRole hands out. */
record Session(Role role, String name, String accessKeyId, String secretAccessKey, String token, Instant expiration) {

    String arn() {
        return "arn:aws:sts::%s:assumed-role/%s/%s".formatted(role.account(), role.name(), name);
    }

    /** The role's own unique id, made from its ARN so that it stays the same, and the session's name. */
    String assumedRoleId() {
        return "AROA%017d:%s".formatted(Integer.toUnsignedLong(role.arn().hashCode()), name);
    }

    Caller caller(String givenToken, Instant now) {
        Standing standing = !token.equals(givenToken)
                ? Standing.UNKNOWN
                : now.isBefore(expiration) ? Standing.GOOD : Standing.EXPIRED;
        return new Caller(accessKeyId, role.account(), arn(), assumedRoleId(), true, standing);
    }

    @Override
    public String toString() {
        return arn();
    }
}
