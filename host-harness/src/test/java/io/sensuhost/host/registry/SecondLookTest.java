package io.sensuhost.host.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Client;
import io.sensuhost.api.Deregistration;
import io.sensuhost.api.Event;
import io.sensuhost.api.Evidence;
import io.sensuhost.api.testkit.EventBuilder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecondLookTest {

    private static final Map<String, Object> SCOPE =
            Map.of("instance_id", "i-0aaaaaaaaaaaaaaaa", "allowed_instance_states", List.of("running"), "timeout", 5);

    @Test
    void nothingSpeaksAgainstAClientThatIsAsItWas() {
        assertThat(objection(client(SCOPE), client(SCOPE))).isEmpty();
    }

    @Test
    void numbersAreComparedByTheirValue() {
        Client now = client(Map.of("timeout", new BigDecimal("5.0")));

        assertThat(objection(client(SCOPE), now)).isEmpty();
    }

    @Test
    void anotherNumberIsAnother() {
        assertThat(objection(client(SCOPE), client(Map.of("timeout", 6)))).isPresent();
    }

    @Test
    void aListIsTheSameWhileEachOfItsElementsIs() {
        Client then = client(Map.of("retries", List.of(1, 2)));

        assertThat(objection(then, client(Map.of("retries", List.of(1.0, 2.0)))))
                .isEmpty();
        assertThat(objection(then, client(Map.of("retries", List.of(1, 3))))).isPresent();
        assertThat(objection(then, client(Map.of("retries", "1, 2")))).isPresent();
    }

    @Test
    void anObjectIsTheSameWhileEachOfItsValuesIs() {
        Client then = client(Map.of("tags", Map.of("shard", 1)));

        assertThat(objection(then, client(Map.of("tags", Map.of("shard", 1.0)))))
                .isEmpty();
        assertThat(objection(then, client(Map.of("tags", Map.of("shard", 2))))).isPresent();
        assertThat(objection(then, client(Map.of("tags", Map.of("shard", 1, "role", "db")))))
                .isPresent();
        assertThat(objection(then, client(Map.of("tags", "shard 1")))).isPresent();
    }

    @Test
    void aCopyThatDoesNotSayWhatItStandsForIsNoOther() {
        assertThat(objection(client(SCOPE), EventBuilder.keepaliveOf("web-1").client()))
                .isEmpty();
    }

    @Test
    void whatNeitherTheEventNorTheIntegrationKnewSpeaksAgainstIt() {
        Client elsewhere = client(Map.of("instance_id", "i-0aaaaaaaaaaaaaaaa", "account", "other"));

        assertThat(objection(client(SCOPE), elsewhere)).contains("web-1 has by now another ec2.account");
    }

    @Test
    void aClientWithAnotherListOfStatesIsAnother() {
        Client now = client(Map.of("allowed_instance_states", List.of("running", "stopped")));

        assertThat(objection(client(SCOPE), now))
                .hasValueSatisfying(
                        reason -> assertThat(reason).isEqualTo("web-1 has by now another ec2.allowed_instance_states"));
    }

    @Test
    void whatTheEventDoesNotSayIsComparedWithTheFactsOfTheIntegration() {
        Client then = EventBuilder.keepaliveOf("web-1").client();

        assertThat(objection(then, client(Map.of("region", "eu-west-1")))).isEmpty();
        assertThat(objection(then, client(Map.of("region", "us-east-1")))).isPresent();
    }

    @Test
    void anAttributeOfAnotherIntegrationDoesNotMatter() {
        Client now = EventBuilder.keepaliveOf("web-1")
                .with("puppet", Map.of("instance_id", "other"))
                .client();

        assertThat(objection(client(SCOPE), now)).isEmpty();
    }

    @Test
    void aKeepaliveOfTheSameSecondIsTheOneThatIsKnown() {
        Instant noon = Instant.parse("2026-11-23T12:00:00Z");
        Client then = EventBuilder.keepaliveOf("web-1").at(noon).client();

        assertThat(objection(then, then)).isEmpty();
        assertThat(objection(
                        then,
                        EventBuilder.keepaliveOf("web-1").at(noon.plusMillis(1)).client()))
                .isPresent();
    }

    @Test
    void aClientWithoutTimestampIsComparedWithTheTimeOfItsEvent() {
        Client known = EventBuilder.keepaliveOf("web-1").client();
        Client silent = new Client("web-1", Optional.empty(), Optional.empty(), Map.of());
        Instant event = Instant.parse("2026-11-23T12:00:00Z");

        assertThat(objection(silent, heard(known, event))).isEmpty();
        assertThat(objection(silent, heard(known, event.plusSeconds(1)))).isPresent();
    }

    private static Client heard(Client client, Instant when) {
        return new Client(client.name(), client.namespace(), Optional.of(when), client.attributes());
    }

    private static Client client(Map<String, Object> scope) {
        return EventBuilder.keepaliveOf("web-1").with("ec2", scope).client();
    }

    private static Optional<String> objection(Client then, Client now) {
        Event event = EventBuilder.keepaliveOf("web-1").build();
        Event about = new Event(
                event.id(),
                then,
                event.check(),
                event.action(),
                1,
                1,
                Optional.empty(),
                event.timestamp(),
                Optional.empty(),
                false,
                List.of(),
                event.attributes());
        Deregistration wish = Wishes.of(about, Evidence.INFERRED);
        return SecondLook.objection("ec2", wish, now);
    }
}
