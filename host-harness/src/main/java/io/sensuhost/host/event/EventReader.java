package io.sensuhost.host.event;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Reads a stream of events, as {@link EventParser} finds them, each as soon as its last byte is there.
 *
 * <p>For one thread. {@link #hasNext} waits for the stream, and throws {@link UncheckedIOException} where it fails.
 */
public final class EventReader implements Iterator<Decoded>, Closeable {

    private final EventParser parser;
    private final InputStream in;
    private final byte[] piece = new byte[8192];
    private Optional<Decoded> next = Optional.empty();

    /**
     * A reader of a stream.
     *
     * @param decoder reads the single events
     * @param in UTF-8 text; closed with the reader
     */
    public EventReader(EventDecoder decoder, InputStream in) {
        this.parser = new EventParser(decoder);
        this.in = in;
    }

    @Override
    public boolean hasNext() {
        if (next.isEmpty()) {
            next = parser.next();
        }
        while (next.isEmpty() && !parser.isOver()) {
            read();
            next = parser.next();
        }
        return next.isPresent();
    }

    private void read() {
        try {
            int count = in.read(piece);
            if (count < 0) {
                parser.end();
            } else {
                parser.offer(ByteBuffer.wrap(piece, 0, count));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Decoded next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Decoded decoded = next.orElseThrow();
        next = Optional.empty();
        return decoded;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
