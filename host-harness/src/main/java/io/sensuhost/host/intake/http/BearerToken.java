package io.sensuhost.host.intake.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** What callers have to present. Compared in a time that tells nothing of it. */
public final class BearerToken {

    private static final String SCHEME = "Bearer ";

    private final byte[] expected;

    /**
     * A token.
     *
     * @param token the token
     */
    public BearerToken(String token) {
        expected = token.getBytes(StandardCharsets.UTF_8);
    }

    boolean isPresentedBy(Optional<String> authorization) {
        return authorization
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).strip().getBytes(StandardCharsets.ISO_8859_1))
                .map(presented -> MessageDigest.isEqual(expected, presented))
                .orElse(false);
    }
}
