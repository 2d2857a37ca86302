package io.sensuhost.host.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.sensuhost.api.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** JSON text as objects that cannot be changed, lists, strings, numbers, booleans and nulls, within bounds. */
final class JsonText {

    static final int MAX_BYTES = 16 << 20;
    static final int MAX_DEPTH = 200;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_BYTES)
                    .build())
            .build();

    private JsonText() {}

    static Object parse(byte[] text, Place start) throws MalformedEvent {
        if (text.length > MAX_BYTES) {
            throw tooLarge(start);
        }
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() == null) {
                throw MalformedEvent.badJson("there is nothing", start);
            }
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw MalformedEvent.badJson("something follows the end", place(parser.currentTokenLocation(), start));
            }
            return value;
        } catch (JsonProcessingException e) {
            throw MalformedEvent.badJson(words(e), place(e.getLocation(), start));
        } catch (NumberFormatException e) {
            throw MalformedEvent.badJson("a number is too large to be held", start);
        } catch (IOException e) {
            throw MalformedEvent.badJson("the bytes are no Unicode text", start);
        }
    }

    private static Object value(JsonParser at) throws IOException {
        return switch (at.currentToken()) {
            case START_OBJECT -> object(at);
            case START_ARRAY -> array(at);
            case VALUE_STRING -> at.getText();
            case VALUE_NUMBER_INT -> at.getNumberValue();
            // A double would make Infinity of 1e999, which no JSON can say again.
            case VALUE_NUMBER_FLOAT -> at.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static JsonObject object(JsonParser at) throws IOException {
        JsonObject.Builder object = new JsonObject.Builder();
        for (String name = at.nextFieldName(); name != null; name = at.nextFieldName()) {
            at.nextToken();
            object.put(name, value(at));
        }
        return object.build();
    }

    private static List<Object> array(JsonParser at) throws IOException {
        List<Object> array = new ArrayList<>();
        while (at.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(at));
        }
        return array;
    }

    static MalformedEvent tooLarge(Place start) {
        return new MalformedEvent(
                MalformedEvent.Kind.TOO_LARGE,
                "larger than " + (MAX_BYTES >> 20) + " MiB, from " + start,
                Optional.of(start));
    }

    private static Place place(JsonLocation location, Place start) {
        return location == null || location.getLineNr() < 1
                ? start
                : start.plus(new Place(location.getLineNr(), Math.max(1, location.getColumnNr())));
    }

    private static String words(JsonProcessingException e) {
        if (e instanceof JsonEOFException) {
            return "it ends too early";
        }
        if (e instanceof StreamConstraintsException && e.getMessage().contains("depth")) {
            return "it is nested deeper than " + MAX_DEPTH + " levels";
        }
        String words = e.getOriginalMessage().lines().findFirst().orElse("");
        // The word may be a secret that lost its quotes.
        return words.contains("token '") ? "a word stands without quotes" : words.split(" \\(for |, from `", 2)[0];
    }
}
