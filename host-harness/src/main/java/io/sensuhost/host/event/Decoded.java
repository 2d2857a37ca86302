package io.sensuhost.host.event;

import io.sensuhost.api.Event;

/** What was found in a stream of events. */
public sealed interface Decoded {

    /**
     * The line on which it begins.
     *
     * @return the line, from 1
     */
    int line();

    /**
     * An event.
     *
     * @param event the event
     * @param line the line on which it begins, from 1
     */
    record Good(Event event, int line) implements Decoded {}

    /**
     * Something that is no event.
     *
     * @param why what is wrong with it
     * @param line the line on which it begins, from 1
     */
    record Bad(MalformedEvent why, int line) implements Decoded {}
}
