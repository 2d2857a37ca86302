package io.sensuhost.host.emulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parameters of a call, in the form encoding of AWS's query protocols. */
final class Query {
    private static final Pattern INDEX = Pattern.compile("(\\d{1,6})(\\..*)?");

    private final Map<String, String> parameters = new LinkedHashMap<>();

    /** Reads {@code a=b&c=d}. @throws IllegalArgumentException for a broken escape */
    Query(String encoded) {
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(Predicate.not(String::isEmpty));
    }

    String get(String name) {
        return parameters.getOrDefault(name, "");
    }

    boolean flag(String name) {
        return "true".equals(parameters.get(name));
    }

    /** The values of {@code name.1}, {@code name.2} and so on, by number; an empty one is a value too. */
    List<String> list(String name) {
        List<String> values = new ArrayList<>();
        for (int index : indices(name)) {
            values.add(get(name + "." + index));
        }
        return values;
    }

    /** {@code Filter.1.Name} with all {@code Filter.1.Value.N}, and so on. */
    Map<String, List<String>> filters() {
        Map<String, List<String>> filters = new LinkedHashMap<>();
        for (int index : indices("Filter")) {
            String filter = "Filter." + index;
            filters.computeIfAbsent(get(filter + ".Name"), name -> new ArrayList<>())
                    .addAll(list(filter + ".Value"));
        }
        return filters;
    }

    private Set<Integer> indices(String name) {
        String prefix = name + ".";
        Set<Integer> indices = new TreeSet<>();
        for (String parameter : parameters.keySet()) {
            if (parameter.startsWith(prefix)) {
                Matcher matcher = INDEX.matcher(parameter.substring(prefix.length()));
                if (matcher.matches()) {
                    indices.add(Integer.valueOf(matcher.group(1)));
                }
            }
        }
        return indices;
    }

    private static String decode(String encoded) {
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }
}
