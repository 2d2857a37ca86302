package io.sensuhost.api;

import io.sensuhost.api.IntegrationException.Kind;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * Reads the body of an HTTP answer as UTF-8, and gives the answer up when the body is longer than it may be, or when that
 * of a success is no UTF-8: whoever is asked may be out of order, or be someone else, and what stands in for damaged bytes
 * could hide what an answer says. What goes along with an error is for people, and is read as far as it can be.
 *
 * <pre>{@code
 * http.sendAsync(request, BoundedText.ofAtMost(64 * 1024))
 * }</pre>
 */
@Stable
public final class BoundedText implements BodySubscriber<String> {

    private final int most;
    private final boolean success;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<String> text = new CompletableFuture<>();
    private Optional<Flow.Subscription> subscription = Optional.empty();

    private BoundedText(int most, boolean success) {
        this.most = most;
        this.success = success;
    }

    /**
     * Reads bodies up to some length.
     *
     * @param bytes how long a body may be
     * @return the handler; for a longer body, and for that of a success which is no UTF-8, it fails with
     *     {@link IntegrationException.Kind#UNAVAILABLE}
     */
    public static BodyHandler<String> ofAtMost(int bytes) {
        return head -> new BoundedText(bytes, head.statusCode() >= 200 && head.statusCode() < 300);
    }

    @Override
    public CompletionStage<String> getBody() {
        return text;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = Optional.of(given);
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        for (ByteBuffer part : parts) {
            if (part.remaining() > most - bytes.size()) {
                subscription.ifPresent(Flow.Subscription::cancel);
                text.completeExceptionally(
                        new IntegrationException(Kind.UNAVAILABLE, "the answer is longer than " + most + " bytes"));
                return;
            }
            byte[] copy = new byte[part.remaining()];
            part.get(copy);
            bytes.writeBytes(copy);
        }
    }

    @Override
    public void onError(Throwable failure) {
        text.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        try {
            text.complete(
                    success
                            ? StandardCharsets.UTF_8
                                    .newDecoder()
                                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                                    .toString()
                            : bytes.toString(StandardCharsets.UTF_8));
        } catch (CharacterCodingException e) {
            text.completeExceptionally(
                    new IntegrationException(Kind.UNAVAILABLE, "the answer is damaged: it is no text in UTF-8", e));
        }
    }
}
