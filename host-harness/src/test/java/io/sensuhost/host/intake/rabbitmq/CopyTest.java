package io.sensuhost.host.intake.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CopyTest {

    @Test
    void headersThatFitExactlyAreLeft() throws IOException {
        Copy copy = copy("x".repeat(1_000));
        int size = copy.properties().toFrame(1, 0).size();

        assertThat(copy.within(size)).isSameAs(copy);
    }

    @Test
    void ofThoseThatDoNotOursAreKeptAlone() throws IOException {
        Copy copy = copy("x".repeat(1_000));
        int size = copy.properties().toFrame(1, 0).size();

        assertThat(copy.within(size - 1)).isEqualTo(oursAlone());
    }

    @Test
    void soItIsWithHeadersThatCanBeReadAndNotWritten() {
        assertThat(copy(new BigDecimal("1e-300")).within(8_192)).isEqualTo(oursAlone());
    }

    private static Copy copy(Object others) {
        return copy(Map.of(Message.TRIES, 1, "x-other", others));
    }

    private static Copy oursAlone() {
        return copy(Map.of(Message.TRIES, 1));
    }

    private static Copy copy(Map<String, Object> headers) {
        return new Copy(
                "q.retry.30s",
                new BasicProperties.Builder()
                        .headers(headers)
                        .correlationId("mine")
                        .build());
    }
}
