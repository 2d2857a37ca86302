package io.sensuhost.host.intake.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.impl.LongStringHelper;
import io.sensuhost.api.Result;
import io.sensuhost.api.testkit.InMemoryMetrics;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.api.testkit.Mutations;
import io.sensuhost.host.Outcome;
import io.sensuhost.host.event.Decoded;
import io.sensuhost.host.event.EntityScopes;
import io.sensuhost.host.event.EventDecoder;
import io.sensuhost.host.intake.Intakes;
import io.sensuhost.host.intake.Taken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Whatever a message holds, and whatever its sender says of it: it is an event or poison, and can be put back. */
class AnyMessageTest {

    /** The smallest that RabbitMQ can be set to, and the usual one. */
    private static final List<Integer> FRAMES = List.of(8_192, 131_072);

    private static final int MOST_TRIES = 3;
    private static final QueueNames QUEUES = new QueueNames("q", "q.retry.30s", "q.dead");

    private final ManualClock clock = new ManualClock();
    private final EventDecoder decoder = new EventDecoder(clock, () -> new EntityScopes(Map.of()));
    private final Remainder remainder = new Remainder(QUEUES, MOST_TRIES, clock::now, new InMemoryMetrics());

    @Property
    void anyMessageIsAnEventOrPoison(@ForAll("bodies") byte[] body, @ForAll("headers") Map<String, Object> headers)
            throws IOException {
        Message message = message(body, headers);

        Taken taken = message.taken(decoder, Optional.of("ec2"));

        assertThat(taken.bytes()).isPositive();
        assertThat(taken.told()).get().asString().isNotNull().hasSizeLessThan(300);
        assertThat(message.tries()).isBetween(0, 1_000_000);
        if (taken.decoded() instanceof Decoded.Bad bad) {
            assertThat(bad.why().getMessage()).isNotBlank().hasSizeLessThan(400);
            Copy poison = only(message, Outcome.malformed(bad.why(), bad.line()));
            assertThat(poison.queue()).isEqualTo(QUEUES.dead());
            assertThat(poison.properties().getHeaders()).containsEntry(Message.CODE, "malformed_event");
            assertThatItCanBeSent(poison);
        }
    }

    @Property
    void whateverHasFailedCanBePutBack(
            @ForAll("headers") Map<String, Object> headers,
            @ForAll("codes") String code,
            @ForAll @IntRange(max = 5_000) int length)
            throws IOException {
        Message message = message(new byte[0], headers);
        Result failed = Result.failed(code, "\u20ac".repeat(length) + "!");

        Copy copy = only(message, new Outcome(Optional.empty(), message.handler(), failed, Duration.ZERO));

        assertThatItCanBeSent(copy);
        assertThat(copy.queue().equals(QUEUES.dead()))
                .isEqualTo(code.equals("access_denied") || message.tries() + 1 >= MOST_TRIES);
    }

    /** Nobody knows which handler it was for, so that the header of that is as its sender wrote it. */
    @Property
    void whatWasLostCanBePutBack(@ForAll("headers") Map<String, Object> headers) throws IOException {
        assertThatItCanBeSent(only(message(new byte[0], headers), Outcome.lost()));
    }

    private static void assertThatItCanBeSent(Copy copy) throws IOException {
        for (int frame : FRAMES) {
            BasicProperties sent = copy.within(frame).properties();
            assertThat(sent.toFrame(1, 0).size()).isLessThanOrEqualTo(frame);
            for (String ours : Message.HEADERS) {
                assertThat(sent.getHeaders().get(ours))
                        .isEqualTo(copy.properties().getHeaders().get(ours));
            }
        }
    }

    @Provide
    Arbitrary<byte[]> bodies() {
        byte[] good = Intakes.text("web-1").getBytes(UTF_8);
        return Arbitraries.oneOf(
                Arbitraries.just(good),
                Arbitraries.randomValue(random -> Mutations.of(good, random)),
                Arbitraries.bytes().array(byte[].class));
    }

    @Provide
    Arbitrary<String> codes() {
        return Arbitraries.of("throttled", "access_denied");
    }

    @Provide
    Arbitrary<Map<String, Object>> headers() {
        Arbitrary<String> names = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of(Message.HEADERS)),
                Tuple.of(2, Arbitraries.strings().ofMaxLength(40)));
        Arbitrary<Object> plain = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(20).map(LongStringHelper::asLongString),
                Arbitraries.integers()
                        .between(0, 70_000)
                        .map(length -> LongStringHelper.asLongString("x".repeat(length))),
                Arbitraries.longs().map(number -> number),
                Arbitraries.integers().map(number -> number),
                Arbitraries.doubles().map(number -> number),
                Arbitraries.of(true, false).map(flag -> flag),
                Arbitraries.integers()
                        .between(0, 255)
                        .map(scale -> new BigDecimal(BigInteger.valueOf(Integer.MIN_VALUE), scale)),
                Arbitraries.bytes().array(byte[].class).map(bytes -> bytes));
        Arbitrary<Object> values = Arbitraries.frequencyOf(
                Tuple.of(5, plain),
                Tuple.of(1, plain.list().ofMaxSize(3).map(list -> list)),
                Tuple.of(1, Arbitraries.maps(names, plain).ofMaxSize(3).map(map -> map)));
        return Arbitraries.maps(names, values).ofMaxSize(5);
    }

    private static Message message(byte[] body, Map<String, Object> headers) {
        return new Message(1, new BasicProperties.Builder().headers(headers).build(), body);
    }

    private Copy only(Message message, Outcome failed) {
        List<Copy> copies = remainder.of(message, List.of(failed));
        assertThat(copies).hasSize(1);
        return copies.get(0);
    }
}
