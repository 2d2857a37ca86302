package io.sensuhost.host.intake.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LinkTest {

    private final FakeBroker broker = new FakeBroker();

    @Test
    void itTakesNoMoreThanIsAllowedFromQueuesThatItHasProvidedFor() throws Exception {
        Link link = Link.open(broker.factory(), TestSettings.of("rabbit.example"));

        assertThat(broker.queues).containsOnlyKeys("q", "q.retry.30s", "q.dead");
        assertThat(broker.asked()).isEqualTo("connect");
        assertThat(broker.asked()).isEqualTo("connect");
        assertThat(broker.asked()).isEqualTo("prefetch 5");
        link.close();
        assertThat(broker.asked()).isEqualTo("abort");
        assertThat(broker.asked()).isEqualTo("abort");
    }

    @Test
    void whereQueuesCannotBeProvidedForNoConnectionIsLeft() throws Exception {
        IOException broken = new IOException("broken pipe");
        broker.refuses.put("queueDeclarePassive", broken);

        assertThatThrownBy(() -> Link.open(broker.factory(), TestSettings.of("rabbit.example")))
                .isSameAs(broken);

        assertThat(broker.asked()).isEqualTo("connect");
        assertThat(broker.asked()).isEqualTo("abort");
        assertThat(broker.wasAskedNothingMore()).isTrue();
    }

    @Test
    void whereNothingCanBePublishedNeitherIsLeft() throws Exception {
        IOException broken = new IOException("broken pipe");
        broker.refuses.put("confirmSelect", broken);

        assertThatThrownBy(() -> Link.open(broker.factory(), TestSettings.of("rabbit.example")))
                .isSameAs(broken);

        assertThat(broker.asked()).isEqualTo("connect");
        assertThat(broker.asked()).isEqualTo("connect");
        assertThat(broker.asked()).isEqualTo("abort");
        assertThat(broker.asked()).isEqualTo("abort");
    }

    @Test
    void whicheverPartOfItBreaksIsToldInTheBrokersWords() throws Exception {
        List<String> why = new ArrayList<>();
        broker.link().whenBroken(why::add);

        broker.breaks("the broker is going down");

        assertThat(why).hasSize(4).containsOnly("the broker is going down");
    }
}
