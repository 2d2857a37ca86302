package io.sensuhost.host.intake.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.host.config.RabbitSettings;
import io.sensuhost.host.config.RabbitSettings.QueueType;
import io.sensuhost.host.intake.rabbitmq.FakeHandling.Begun;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is done with, and what another host gets. */
interface Settlements extends OnAQueue {

    @ParameterizedTest
    @EnumSource(QueueType.class)
    default void whatAHostHasNotEndedGoesToAnotherAndWhatItHasEndedDoesNot(QueueType type) throws Exception {
        RabbitSettings settings = queue().settings(type, List.of(queue().here()));
        try (OneHost first = new OneHost(settings).connected()) {
            queue().publish("ended");
            queue().publish("begun");
            first.handling.next().ends(FakeHandling.DONE);
            first.handling.next();
            first.takesNoMore();
            first.settledButOne();
        }

        try (OneHost second = new OneHost(settings)) {
            assertThat(second.handling.next().client()).isEqualTo("begun");
            queue().publish("later");
            assertThat(second.handling.next().client()).isEqualTo("later");
        }
    }

    @Test
    default void drainingSettlesWhatWasTakenAndLeavesTheRestToOthers() throws Exception {
        try (OneHost host = new OneHost(queue().settings()).connected()) {
            queue().publish("taken");
            Begun taken = host.handling.next();
            host.takesNoMore();
            queue().publish("left");
            taken.ends(FakeHandling.DONE);

            assertThat(host.drain()).isTrue();
        }

        try (OneHost other = new OneHost(queue().settings())) {
            assertThat(other.handling.next().client()).isEqualTo("left");
            assertThat(other.handling.waiting()).isZero();
        }
    }
}
