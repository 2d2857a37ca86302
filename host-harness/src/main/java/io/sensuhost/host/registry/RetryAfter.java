package io.sensuhost.host.registry;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;

/** How long a server wants to be left alone; a date instead of seconds is passed over. */
final class RetryAfter {

    private RetryAfter() {}

    static Optional<Duration> in(HttpHeaders headers) {
        return headers.firstValue("Retry-After")
                .filter(seconds -> seconds.matches("\\d{1,9}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }
}
