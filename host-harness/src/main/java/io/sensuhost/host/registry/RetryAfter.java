package io.sensuhost.host.registry;

import java.net.http.HttpHeaders;
import java.time.Duration;

/** How long a server wants to be left alone, zero where it does not say; a date instead of seconds is passed over. */
final class RetryAfter {

    private RetryAfter() {}

    static Duration in(HttpHeaders headers) {
        return headers.firstValue("Retry-After")
                .filter(seconds -> seconds.matches("\\d{1,9}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(Duration.ZERO);
    }
}
