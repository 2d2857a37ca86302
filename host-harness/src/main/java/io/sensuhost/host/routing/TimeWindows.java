package io.sensuhost.host.routing;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The times of the week at which a filter is in force: Sensu's {@code {"days": {"all": [{"begin": "05:00 PM", "end":
 * "8:00 AM"}]}}}. A window that ends before it begins goes on through midnight, on each day that it is given for.
 */
record TimeWindows(Map<String, List<Window>> days) {

    private static final List<String> NAMES =
            List.of("all", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

    private static final List<DateTimeFormatter> FORMS = List.of(
            DateTimeFormatter.ofPattern("h[:mm[:ss]]a", Locale.ENGLISH),
            DateTimeFormatter.ofPattern("H:mm[:ss]", Locale.ENGLISH));

    /**
     * Reads time windows.
     *
     * @throws IllegalArgumentException that says what is wrong
     */
    static TimeWindows of(Object when) {
        Map<String, List<Window>> days = new LinkedHashMap<>();
        object(object(when, "when").get("days"), "when.days").forEach((day, windows) -> {
            String path = "when.days." + day;
            if (!NAMES.contains(day)) {
                throw new IllegalArgumentException(path + " is no day; days are " + String.join(", ", NAMES));
            }
            if (!(windows instanceof List<?> list)) {
                throw new IllegalArgumentException(path + " must be an array of windows");
            }
            List<Window> read = new ArrayList<>();
            list.forEach(window -> read.add(window(object(window, path), path)));
            days.put(String.valueOf(day), read);
        });
        return new TimeWindows(days);
    }

    boolean contain(ZonedDateTime now) {
        String today = NAMES.get(now.getDayOfWeek().getValue());
        LocalTime time = now.toLocalTime();
        return List.of("all", today).stream()
                .flatMap(day -> days.getOrDefault(day, List.of()).stream())
                .anyMatch(window -> window.contains(time));
    }

    private static Window window(Map<?, ?> window, String path) {
        return new Window(time(window.get("begin"), path + ".begin"), time(window.get("end"), path + ".end"));
    }

    private static LocalTime time(Object value, String path) {
        String text = String.valueOf(value).toUpperCase(Locale.ENGLISH).replace(" ", "");
        return FORMS.stream()
                .flatMap(form -> parse(text, form).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(path + " must be a time such as 05:30 PM or 17:30"));
    }

    private static Optional<LocalTime> parse(String text, DateTimeFormatter form) {
        try {
            return Optional.of(LocalTime.parse(text, form));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Map<?, ?> object(Object value, String path) {
        if (value instanceof Map<?, ?> object) {
            return object;
        }
        throw new IllegalArgumentException(path + " must be an object");
    }

    record Window(LocalTime begin, LocalTime end) {

        boolean contains(LocalTime time) {
            return end.isBefore(begin)
                    ? time.isBefore(end) || !time.isBefore(begin)
                    : !time.isBefore(begin) && !time.isAfter(end);
        }
    }
}
