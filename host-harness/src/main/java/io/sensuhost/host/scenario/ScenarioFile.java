package io.sensuhost.host.scenario;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sensuhost.api.DidYouMean;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads scenarios. */
final class ScenarioFile {

    /** The fields of an outcome that a scenario may expect something of. */
    private static final Set<String> EXPECTABLE =
            Set.of("client", "check", "handler", "status", "action", "code", "reason", "details");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final String NO_OBJECT = "a scenario is one JSON object, { ... }";
    private static final int MOST_LETTERS = 300;

    private ScenarioFile() {}

    static Scenario read(Path file) throws InvalidScenario {
        try (InputStream text = Files.newInputStream(file)) {
            return read(file.toString(), text);
        } catch (IOException e) {
            throw new InvalidScenario(file + " cannot be read: is it there, and may you?");
        }
    }

    static Scenario read(String name, InputStream text) throws InvalidScenario, IOException {
        try {
            Optional<Scenario> scenario = Optional.ofNullable(JSON.readValue(text, Scenario.class));
            if (scenario.isEmpty()) {
                throw new InvalidScenario(name + ": " + NO_OBJECT);
            }
            check(name, scenario.get());
            return scenario.get();
        } catch (JsonProcessingException e) {
            throw new InvalidScenario(name + place(e.getLocation()) + ": " + cut(message(e)));
        } catch (CharConversionException e) {
            throw new InvalidScenario(name + ": the bytes are no Unicode text; save the file in UTF-8");
        }
    }

    private static void check(String name, Scenario scenario) throws InvalidScenario {
        if (scenario.events().isEmpty()) {
            throw new InvalidScenario(name + ": events: are missing; a scenario needs at least one");
        }
        Set<String> paths = new HashSet<>();
        for (HttpAnswer answer : scenario.http()) {
            if (answer.path().isEmpty()) {
                throw new InvalidScenario(name + ": http: an answer has no path");
            }
            if (!paths.add(answer.path())) {
                throw new InvalidScenario("%s: http: %s is answered twice".formatted(name, answer.path()));
            }
        }
        for (int i = 0; i < scenario.events().size(); i++) {
            for (String field : scenario.events().get(i).expect().keySet()) {
                if (!EXPECTABLE.contains(field)) {
                    throw new InvalidScenario("%s: events[%d].expect.%s: is no field of an outcome; %s"
                            .formatted(name, i, cut(field), hint(field, EXPECTABLE)));
                }
            }
        }
    }

    private static String place(JsonLocation location) {
        return location == null ? "" : ":%d:%d".formatted(location.getLineNr(), location.getColumnNr());
    }

    private static String message(JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            Set<String> known =
                    unknown.getKnownPropertyIds().stream().map(String::valueOf).collect(Collectors.toSet());
            return "%s: is unknown; %s".formatted(path(unknown.getPath()), hint(unknown.getPropertyName(), known));
        }
        if (e.getCause() instanceof JsonParseException broken) {
            return broken.getOriginalMessage();
        }
        if (e instanceof JsonMappingException mapping) {
            return mapping.getPath().isEmpty() ? NO_OBJECT : path(mapping.getPath()) + ": has the wrong type";
        }
        return e.getOriginalMessage();
    }

    private static String cut(String text) {
        return text.length() <= MOST_LETTERS ? text : text.substring(0, MOST_LETTERS) + "…";
    }

    private static String hint(String written, Set<String> known) {
        return DidYouMean.of(written, known)
                .map(word -> "did you mean '" + word + "'?")
                .orElseGet(() ->
                        "known are " + String.join(", ", known.stream().sorted().toList()));
    }

    private static String path(List<JsonMappingException.Reference> steps) {
        return steps.stream()
                .map(step -> step.getIndex() >= 0
                        ? "[" + step.getIndex() + "]"
                        : "." + Objects.toString(step.getFieldName(), ""))
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }
}
