package io.sensuhost.host.routing;

import io.sensuhost.api.DidYouMean;
import io.sensuhost.api.Problem;
import io.sensuhost.api.Settings;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The filters that the settings of an integration can name: those that the configuration defines, and those that need
 * no definition. What is defined and no integration names is none of this host's business, whatever it is.
 */
public final class FilterDefinitions {

    private final Map<String, ?> definitions;
    private final CheckDependencies dependencies;
    private final Supplier<ZonedDateTime> now;

    /**
     * The filters of a configuration.
     *
     * @param definitions the configuration's scope {@code filters}, as JSON
     * @param events answers what a check's dependencies ask
     * @param clock tells whether a time window is open
     * @param zone where the clock hangs
     */
    public FilterDefinitions(Map<String, ?> definitions, KnownEvents events, InstantSource clock, ZoneId zone) {
        this.definitions = definitions;
        this.dependencies = new CheckDependencies(events);
        this.now = () -> clock.instant().atZone(zone);
    }

    /**
     * Looks for filters that cannot be used.
     *
     * @param settings an integration's settings, with those of {@link CommonSettings}
     * @return the mistakes, with paths relative to the settings
     */
    public List<Problem> check(Settings settings) {
        List<String> names = settings.texts("filters");
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String path = "filters[" + i + "]";
            mistakeIn(names.get(i)).ifPresent(mistake -> problems.add(Problem.error(path, mistake)));
        }
        return problems;
    }

    /** The filters that the settings of an integration name and the configuration defines. */
    List<DefinedFilter> of(Settings settings) {
        return settings.texts("filters").stream()
                .distinct()
                .filter(definitions::containsKey)
                .map(this::read)
                .toList();
    }

    CheckDependencies dependencies() {
        return dependencies;
    }

    /** Whether an integration goes by Sensu's own {@code occurrences}. */
    boolean goByOccurrences(Settings settings) {
        return settings.texts("filters").contains(Rhythm.OCCURRENCES) && !definitions.containsKey(Rhythm.OCCURRENCES);
    }

    private Optional<String> mistakeIn(String name) {
        if (!definitions.containsKey(name)) {
            return isBuiltIn(name) ? Optional.empty() : Optional.of(unknown(name));
        }
        try {
            read(name);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("names the filter '" + name + "', which cannot be used: " + e.getMessage());
        }
    }

    private DefinedFilter read(String name) {
        return DefinedFilter.of(name, definitions.get(name), now);
    }

    private static boolean isBuiltIn(String name) {
        return List.of(Rhythm.HANDLE_WHEN, Rhythm.OCCURRENCES, CheckDependencies.NAME)
                .contains(name);
    }

    private String unknown(String name) {
        TreeSet<String> known = new TreeSet<>(definitions.keySet());
        known.addAll(List.of(Rhythm.HANDLE_WHEN, Rhythm.OCCURRENCES, CheckDependencies.NAME));
        return "there is no filter '" + name + "'; "
                + DidYouMean.of(name, known)
                        .map(word -> "did you mean '" + word + "'?")
                        .orElseGet(() -> "known are " + String.join(", ", known));
    }
}
