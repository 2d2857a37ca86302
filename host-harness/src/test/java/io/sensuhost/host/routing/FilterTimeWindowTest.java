package io.sensuhost.host.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTimeWindowTest {

    @ParameterizedTest
    @CsvSource({
        "09:00 AM, 05:00 PM, 08:59:59, false",
        "09:00 AM, 05:00 PM, 09:00:00, true",
        "09:00 AM, 05:00 PM, 17:00:00, true",
        "09:00 AM, 05:00 PM, 17:00:01, false",
        "9:00, 17:00, 12:00:00, true",
        "09:00:30, 17:00:30, 09:00:29, false",
        "11:30:00 pm, 11:45:00 pm, 23:40:00, true",
        "9AM, 5 PM, 12:00:00, true",
        "12:00 AM, 12:00 PM, 00:00:00, true",
        "10:00 PM, 06:00 AM, 21:59:59, false",
        "10:00 PM, 06:00 AM, 22:00:00, true",
        "10:00 PM, 06:00 AM, 23:59:59, true",
        "10:00 PM, 06:00 AM, 00:00:00, true",
        "10:00 PM, 06:00 AM, 05:59:59, true",
        "10:00 PM, 06:00 AM, 06:00:00, false",
    })
    void aFilterIsInForceBetweenTheBeginAndTheEnd(String begin, String end, String time, boolean inForce) {
        assertThat(isInForce(Map.of("all", List.of(window(begin, end))), "2026-11-23T" + time + "Z", "UTC"))
                .isEqualTo(inForce);
    }

    @Test
    void aDayHasItsOwnWindows() {
        Map<String, Object> days = Map.of("monday", List.of(window("01:00", "02:00"), window("03:00", "04:00")));

        assertThat(isInForce(days, "2026-11-23T03:30:00Z", "UTC")).isTrue();
        assertThat(isInForce(days, "2026-11-23T02:30:00Z", "UTC")).isFalse();
        assertThat(isInForce(days, "2026-11-24T03:30:00Z", "UTC")).isFalse();
    }

    @Test
    void theClockHangsWhereTheHostIs() {
        Map<String, Object> days = Map.of("tuesday", List.of(window("08:00", "09:00")));

        assertThat(isInForce(days, "2026-11-23T23:30:00Z", "Asia/Tokyo")).isTrue();
        assertThat(isInForce(days, "2026-11-23T23:30:00Z", "UTC")).isFalse();
    }

    @Test
    void aFilterWithoutOpenDaysIsNeverInForce() {
        assertThat(isInForce(Map.of(), "2026-11-23T12:00:00Z", "UTC")).isFalse();
    }

    private static Map<String, Object> window(String begin, String end) {
        return Map.of("begin", begin, "end", end);
    }

    private static boolean isInForce(Map<String, ?> days, String instant, String zone) {
        FilterBench bench = FilterBench.oneShot()
                .in(ZoneId.of(zone))
                .define("own", Map.of("attributes", Map.of("nothing", "like it"), "when", Map.of("days", days)))
                .set("filters", List.of("own"));
        bench.clock.step(Duration.between(bench.clock.now(), Instant.parse(instant)));
        return !bench.passes(Events.keepalive());
    }
}
