package io.sensuhost.host.emulator;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A role that can be assumed.
 *
 * @param arn {@code arn:aws:iam::ACCOUNT:role/NAME}
 * @param trusted ids of the accounts that may assume it; empty for any
 * @param externalId what a caller must give, where anything
 * @param maxSession the longest session it allows, one to twelve hours
 */
public record Role(String arn, Set<String> trusted, Optional<String> externalId, Duration maxSession) {
    private static final Pattern ARN = Pattern.compile("arn:aws[a-z-]*:iam::(\\d{12}):role/(?:[^/]+/)*([^/]+)");

    public Role {
        if (!ARN.matcher(arn).matches()) {
            throw new IllegalArgumentException("\"%s\" is not the ARN of a role; one looks like %s"
                    .formatted(arn, "arn:aws:iam::111111111111:role/cross-account-readonly"));
        }
        trusted.forEach(World::requireAccount);
        trusted = Set.copyOf(trusted);
        if (maxSession.compareTo(Duration.ofHours(1)) < 0 || maxSession.compareTo(Duration.ofHours(12)) > 0) {
            throw new IllegalArgumentException(
                    "a role allows sessions of 3600 to 43200 seconds, not " + maxSession.toSeconds());
        }
    }

    /** A role that anyone may assume, for an hour at most. */
    public static Role of(String arn) {
        return new Role(arn, Set.of(), Optional.empty(), Duration.ofHours(1));
    }

    public Role trusting(String... accounts) {
        return new Role(arn, Set.of(accounts), externalId, maxSession);
    }

    public Role withExternalId(String secret) {
        return new Role(arn, trusted, Optional.of(secret), maxSession);
    }

    public Role withMaxSession(Duration longest) {
        return new Role(arn, trusted, externalId, longest);
    }

    public String account() {
        return part(1);
    }

    /** The name without its path. */
    public String name() {
        return part(2);
    }

    boolean admits(String account, String givenExternalId) {
        return (trusted.isEmpty() || trusted.contains(account))
                && externalId.map(givenExternalId::equals).orElse(true);
    }

    private String part(int group) {
        Matcher matcher = ARN.matcher(arn);
        return matcher.matches() ? matcher.group(group) : "";
    }

    /** The ARN alone: an external id is treated as a secret. */
    @Override
    public String toString() {
        return arn;
    }
}
