package io.sensuhost.host.intake;

import io.sensuhost.host.Outcome;
import io.sensuhost.host.event.Decoded;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Something that was taken in.
 *
 * @param source where it comes from
 * @param decoded the event, or what was there instead
 * @param told the handler that its sender has chosen
 * @param bytes how large it was as text
 * @param outcomes completed with what became of it
 */
public record Taken(
        Source source, Decoded decoded, Optional<String> told, int bytes, CompletableFuture<List<Outcome>> outcomes) {

    /**
     * Something that nobody waits for yet.
     *
     * @param source where it comes from
     * @param decoded the event, or what was there instead
     * @param told the handler that its sender has chosen
     * @param bytes how large it was as text
     */
    public Taken(Source source, Decoded decoded, Optional<String> told, int bytes) {
        this(source, decoded, told, bytes, new CompletableFuture<>());
    }
}
