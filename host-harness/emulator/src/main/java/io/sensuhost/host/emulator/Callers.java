package io.sensuhost.host.emulator;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Collectors;

/** Knows callers by their keys: the world's, and those of the sessions that were issued here. */
final class Callers {
    private static final int MAX_SESSIONS = 10_000;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final World world;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> sessions = new Newest<>(MAX_SESSIONS);

    Callers(World world, InstantSource clock) {
        this.world = world;
        this.clock = clock;
    }

    synchronized Caller identify(String accessKeyId, String token) {
        Session session = sessions.get(accessKeyId);
        if (session != null) {
            return session.caller(token, clock.instant());
        }
        return world.accountOf(accessKeyId)
                .map(account -> Caller.user(accessKeyId, account))
                .orElseGet(() -> Caller.unknown(accessKeyId));
    }

    synchronized Session issue(Role role, String name, Duration duration) {
        Session session = new Session(
                role,
                name,
                "ASIA" + randomText(16),
                randomText(40),
                randomText(200),
                clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(duration));
        sessions.put(session.accessKeyId(), session);
        return session;
    }

    private String randomText(int length) {
        return random.ints(length, 0, ALPHABET.length())
                .mapToObj(index -> ALPHABET.substring(index, index + 1))
                .collect(Collectors.joining());
    }
}
