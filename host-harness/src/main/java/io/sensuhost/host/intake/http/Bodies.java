package io.sensuhost.host.intake.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Reads the bodies of requests, none larger than 16 MiB and all that are read at a time not larger than 64. */
final class Bodies {

    static final int MOST_BYTES = 16 << 20;
    private static final long MOST_AT_ONCE = 64L << 20;
    private static final int MOST_SKIPPED = 256 << 20;

    private final AtomicLong inUse = new AtomicLong();

    Body read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] piece = new byte[8192];
        long counted = 0;
        Optional<Answer> refusal = Optional.empty();
        try {
            for (int count = in.read(piece); count >= 0 && counted <= MOST_SKIPPED; count = in.read(piece)) {
                counted += count;
                refusal = refusal.isPresent() ? refusal : refusalOf(counted);
                // Read on where it is refused: a sender that is cut off while it sends never sees the answer.
                if (refusal.isEmpty()) {
                    inUse.addAndGet(count);
                    bytes.write(piece, 0, count);
                }
            }
            return new Body(bytes.toByteArray(), refusal);
        } catch (IOException e) {
            inUse.addAndGet(-bytes.size());
            throw e;
        }
    }

    private Optional<Answer> refusalOf(long counted) {
        if (counted > MOST_BYTES) {
            return Optional.of(
                    Answer.error(413, "the body is larger than " + (MOST_BYTES >> 20) + " MiB; send less at a time"));
        }
        return inUse.get() >= MOST_AT_ONCE ? Optional.of(TooBusy.answer()) : Optional.empty();
    }

    /** A body, or why it is not taken. It takes up room until it is closed. */
    final class Body implements AutoCloseable {

        private final byte[] bytes;
        private final Optional<Answer> refusal;

        private Body(byte[] bytes, Optional<Answer> refusal) {
            this.bytes = bytes;
            this.refusal = refusal;
        }

        byte[] bytes() {
            return bytes;
        }

        Optional<Answer> refusal() {
            return refusal;
        }

        @Override
        public void close() {
            inUse.addAndGet(-bytes.length);
        }
    }
}
