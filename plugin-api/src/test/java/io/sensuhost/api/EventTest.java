package io.sensuhost.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EventTest {

    @Test
    void whatAClientSaysOfItselfCannotBeChangedFromOutside() {
        List<Object> subscriptions = new ArrayList<>(List.of("base"));
        Map<String, Object> attributes = new HashMap<>(Map.of("subscriptions", subscriptions));
        attributes.put("owner", null);
        Client client = new Client("web-1", Optional.empty(), Optional.empty(), attributes);
        subscriptions.add("more");
        attributes.put("name", "other");

        assertThat(client.attributes()).containsOnlyKeys("subscriptions", "owner");
        assertThat(client.attributes().get("subscriptions")).isEqualTo(List.of("base"));
        assertThatThrownBy(() -> client.attributes().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThat(client.scope("owner")).isEmpty();
    }

    @Test
    void theTextOfAClientIsItsNameAfterItsNamespace() {
        Map<String, Object> secrets = Map.of("password", "hunter2");

        assertThat(new Client("web-1", Optional.empty(), Optional.empty(), secrets))
                .hasToString("web-1");
        assertThat(new Client("web-1", Optional.of("prod"), Optional.empty(), secrets))
                .hasToString("prod/web-1");
    }

    @Test
    void aResultsCodeIsASnakeCaseWord() {
        for (String code : List.of("not_an_instance_id", "a", "ec2", "a_1_b")) {
            assertThat(Result.ignored(code, "why").code()).isEqualTo(code);
        }
        for (String none : List.of("NotThis", "", "_a", "a_", "a__b", "2a", "a-b", "ä", "a b")) {
            assertThatThrownBy(() -> Result.ignored(none, "why"))
                    .as(none)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'" + none + "' is no code");
        }
    }

    @Test
    void moreDetailsReplaceThoseOfTheSameName() {
        Result result =
                Result.failed("timeout", "why").with(Map.of("a", 1, "b", 1)).with(Map.of("b", 2));

        assertThat(result.details()).isEqualTo(Map.of("a", 1, "b", 2));
    }

    @Test
    void theWordThatWasMeantIsTheClosestWithinAThirdOfItsLength() {
        assertThat(DidYouMean.of("sensu-tseting", List.of("sensu-testing", "sensu-tests")))
                .contains("sensu-testing");
        assertThat(DidYouMean.of("puppet", List.of("ec2"))).isEmpty();
        assertThat(DidYouMean.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(DidYouMean.distance("", "ab")).isEqualTo(2);
    }

    @Test
    void aMisspeltAttributeOfAClientIsAMistakeAndAForeignOneIsNobodysBusiness() {
        Schema declared = Schema.of(Attribute.text("node_name").byDefault("none"));

        assertThat(client(Map.of("puppet", Map.of("tags", List.of())))
                        .settings("puppet", declared)
                        .text("node_name"))
                .isEqualTo("none");
        assertThat(client(Map.of()).settings("puppet", declared).text("node_name"))
                .isEqualTo("none");
        assertThatThrownBy(
                        () -> client(Map.of("puppet", Map.of("node_nam", "a"))).settings("puppet", declared))
                .isInstanceOf(IntegrationException.class)
                .hasMessageContaining("client.puppet.node_nam")
                .hasMessageContaining("did you mean 'node_name'?");
    }

    @Test
    void onlyTheCheckKeepaliveIsAKeepalive() {
        assertThat(event("keepalive", Action.CREATE).isKeepalive()).isTrue();
        assertThat(event("disk", Action.CREATE).isKeepalive()).isFalse();
    }

    @Test
    void onlyAResolveIsTheEndOfAnIncident() {
        assertThat(event("keepalive", Action.RESOLVE).isResolve()).isTrue();
        assertThat(event("keepalive", Action.FLAPPING).isResolve()).isFalse();
    }

    @Test
    void theTextOfAnEventIsWhoseItIsAndNoneOfItsAttributes() {
        assertThat(event("keepalive", Action.CREATE)).hasToString("event e1 of web-1: keepalive (2)");
    }

    private static Event event(String check, Action action) {
        Map<String, Object> secrets = Map.of("password", "hunter2");
        return new Event(
                "e1",
                client(secrets),
                new Check(check, 2, secrets),
                action,
                1,
                1,
                Optional.empty(),
                Instant.EPOCH,
                Optional.empty(),
                false,
                List.of(),
                secrets);
    }

    private static Client client(Map<String, Object> attributes) {
        return new Client("web-1", Optional.empty(), Optional.empty(), attributes);
    }
}
