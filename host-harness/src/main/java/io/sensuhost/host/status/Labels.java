package io.sensuhost.host.status;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What tells the series of one metric apart.
 *
 * @param metric the metric's name
 * @param pairs names and values in turn
 */
record Labels(String metric, List<String> pairs) {

    static Labels of(String metric, String... pairs) {
        if (pairs.length % 2 != 0) {
            throw new IllegalArgumentException("its labels are no pairs of name and value");
        }
        return new Labels(metric, List.of(pairs));
    }

    String[] names() {
        return every(0);
    }

    String[] values() {
        return every(1);
    }

    private String[] every(int offset) {
        return IntStream.range(0, pairs.size() / 2)
                .mapToObj(i -> pairs.get(2 * i + offset))
                .toArray(String[]::new);
    }
}
