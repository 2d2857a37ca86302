package io.sensuhost.host.config;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Sensu asks of the definitions under {@code filters}. */
final class FilterRules {

    private static final List<String> DAYS =
            List.of("all", "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");

    /** Sensu takes every form of a time that Ruby can read; refused is only what can be none. */
    private static final Shape<String> TIME =
            Shape.text("a time of day such as \"5:00 PM\" or \"17:00\"", FilterRules::isTime);

    private static final Shape<List<Node>> WINDOWS = new Shape<>(
            "an array of at least one time window",
            Node.Elements.class,
            node -> Shape.ARRAY.read().apply(node).filter(nodes -> !nodes.isEmpty()));

    private static final Pattern HOURS_AND_MINUTES = Pattern.compile("(\\d{1,2}):(\\d{1,2})");

    private FilterRules() {}

    static void check(Attributes filter) {
        filter.demand("attributes", Shape.OBJECT);
        filter.get("negate", Shape.FLAG);
        filter.find("when")
                .ifPresent(when ->
                        when.demand("days", Shape.OBJECT).find("days").ifPresent(days -> checkDays(when, days)));
    }

    private static void checkDays(Attributes when, Attributes days) {
        if (days.names().isEmpty()) {
            when.error("days", "at least one day is expected, or all");
        }
        for (String day : days.names()) {
            if (!DAYS.contains(day)) {
                days.error(day, "no day of the week: one of " + String.join(", ", DAYS) + " is expected");
            }
            days.demand(day, WINDOWS).eachObject(day).forEach(FilterRules::checkWindow);
        }
    }

    private static void checkWindow(Attributes window) {
        window.demand("begin", TIME).demand("end", TIME);
    }

    private static boolean isTime(String text) {
        Matcher time = HOURS_AND_MINUTES.matcher(text);
        return time.find()
                ? Integer.parseInt(time.group(1)) <= 24 && Integer.parseInt(time.group(2)) < 60
                : text.chars().anyMatch(Character::isDigit);
    }
}
