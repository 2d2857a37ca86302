package io.sensuhost.api;

/** JSON from and to plain maps and lists. May be used from any thread. */
@Stable
public interface JsonFormat {

    /**
     * Reads one JSON document.
     *
     * @param text the document; strict JSON
     * @return a map with string keys in the document's order, a list, a string, a {@link Number}, a boolean or null
     * @throws IntegrationException of kind {@link IntegrationException.Kind#UNAVAILABLE} if it is none, since whoever
     *     answers something else is not in order; the message says where it is wrong, and nothing of the text
     */
    Object read(String text);

    /**
     * Writes a value as JSON.
     *
     * @param value maps with string keys, lists, strings, numbers, booleans, nulls, in any depth
     * @return the document, in one line
     */
    String write(Object value);
}
