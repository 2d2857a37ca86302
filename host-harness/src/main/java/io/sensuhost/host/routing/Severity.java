package io.sensuhost.host.routing;

import io.sensuhost.api.Check;
import java.util.List;

/** What Sensu calls the exit status of a check. */
final class Severity {

    private static final List<String> NAMES = List.of("ok", "warning", "critical");

    private Severity() {}

    static String of(Check check) {
        return check.status() >= 0 && check.status() < NAMES.size() ? NAMES.get(check.status()) : "unknown";
    }
}
