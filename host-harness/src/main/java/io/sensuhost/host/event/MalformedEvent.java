package io.sensuhost.host.event;

import java.util.Optional;

/** Why something that was sent is no event. The message says what was found and where, and shows no secret. */
public final class MalformedEvent extends Exception {

    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final transient Optional<Place> place;

    MalformedEvent(Kind kind, String message, Optional<Place> place) {
        super(message, null, false, false);
        this.kind = kind;
        this.place = place;
    }

    static MalformedEvent badJson(String message, Place place) {
        return new MalformedEvent(Kind.BAD_JSON, "no JSON: " + message + " at " + place, Optional.of(place));
    }

    static MalformedEvent notAnEvent(String message) {
        return new MalformedEvent(Kind.NOT_AN_EVENT, message, Optional.empty());
    }

    MalformedEvent adding(String words) {
        return new MalformedEvent(kind, getMessage() + words, place);
    }

    /**
     * What sort of mistake it is.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Where the JSON is broken. Where JSON is no event, the message has the path instead.
     *
     * @return the place, if it is known
     */
    public Optional<Place> place() {
        return place;
    }

    /** Sorts of mistakes. */
    public enum Kind {
        /** It is no JSON. */
        BAD_JSON,
        /** It is JSON, but no event. */
        NOT_AN_EVENT,
        /** It is larger than an event may be. */
        TOO_LARGE
    }
}
