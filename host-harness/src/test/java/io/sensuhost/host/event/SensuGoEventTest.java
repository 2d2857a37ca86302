package io.sensuhost.host.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.sensuhost.api.Action;
import io.sensuhost.api.Event;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SensuGoEventTest {

    private static final String CONFIG = "sensu.io/plugins/sensu-ec2-handler/config/";

    @Test
    void anEntityAndItsNamespaceAreTheClient() throws MalformedEvent {
        Event event = Samples.event("go-failing");

        assertThat(event.client()).hasToString("greenhouse/fig-9");
        assertThat(event.client().name()).isEqualTo("fig-9");
        assertThat(event.client().namespace()).contains("greenhouse");
    }

    @Test
    void anEntityWasLastHeardWhenItWasLastSeen() throws MalformedEvent {
        assertThat(Samples.event("go-failing").client().timestamp()).contains(Instant.ofEpochSecond(1801002160));
        assertThat(Samples.event("go-passing").client().timestamp()).isEmpty();
    }

    @Test
    void theRestIsReadFromTheCheck() throws MalformedEvent {
        Event event = Samples.decode(Samples.text("go-failing")
                .replace("\"occurrences\":1", "\"occurrences\":3")
                .replace("\"occurrences_watermark\":1", "\"occurrences_watermark\":4")
                .replace("\"is_silenced\":false", "\"is_silenced\":true,\"silenced\":[\"entity:fig-9:*\"]"));

        assertThat(event.id()).isEqualTo("2f9a6f9c-6f0a-4b53-9f0e-9a8b7c6d5e66");
        assertThat(event.isKeepalive()).isTrue();
        assertThat(event.check().status()).isEqualTo(1);
        assertThat(event.occurrences()).isEqualTo(3);
        assertThat(event.occurrencesWatermark()).isEqualTo(4);
        assertThat(event.silencedBy()).containsExactly("entity:fig-9:*");
        assertThat(event.silenced()).isTrue();
        assertThat(event.lastOk()).contains(Instant.ofEpochSecond(1801002000));
        assertThat(event.timestamp()).isEqualTo(Instant.ofEpochSecond(1801002301));
        assertThat(event.check().attributes())
                .containsEntry("handlers", List.of("keepalive"))
                .containsEntry("history", List.of("0", "1"));
    }

    @Test
    void theCountOfOccurrencesIsNotTheNumberThatSensuCoreAsksFor() throws MalformedEvent {
        assertThat(Samples.event("go-failing").check().attributes()).doesNotContainKey("occurrences");
    }

    @Test
    void theStateOfTheCheckIsTheAction() throws MalformedEvent {
        assertThat(Samples.event("go-failing").action()).isEqualTo(Action.CREATE);
        assertThat(Samples.event("go-passing").action()).isEqualTo(Action.RESOLVE);
        assertThat(Samples.decode(Samples.text("go-failing").replace("\"failing\"", "\"flapping\""))
                        .action())
                .isEqualTo(Action.FLAPPING);
    }

    @Test
    void withoutAStateTheStatusIsTheAction() throws MalformedEvent {
        assertThat(Samples.decode(Samples.text("go-passing").replace("\"passing\"", "\"\""))
                        .action())
                .isEqualTo(Action.RESOLVE);
    }

    @Test
    void labelsAndAnnotationsAreAttributesOfTheClient() throws MalformedEvent {
        Map<String, Object> client = Samples.event("go-failing").client().attributes();

        assertThat(client).containsEntry("labels", Map.of("aws-instance-id", "i-00aa11bb22cc33dd4", "team", "trees"));
        assertThat(client)
                .extractingByKey("annotations", MAP)
                .contains(
                        Map.entry("contact", "gardener@example.com"),
                        Map.entry(CONFIG + "aws-region", "ap-southeast-2"));
    }

    @Test
    void thoseOfTheEc2HandlerAreTheClientsEc2Scope() throws MalformedEvent {
        assertThat(Samples.event("go-failing").client().scope("ec2"))
                .contains(Map.of(
                        "instance_id", "i-00aa11bb22cc33dd4",
                        "region", "ap-southeast-2",
                        "allowed_instance_states", List.of("running", "stopped"),
                        "role_arn", "arn:aws:iam::123456789012:role/gardener",
                        "access_key_id", "AKIAEXAMPLE",
                        "secret_access_key", "hunter2hunter2",
                        "timeout", new BigDecimal("12.5")));
    }

    @Test
    void anAnnotationWinsOverTheLabel() throws MalformedEvent {
        Event event = Samples.decode(Samples.text("go-failing")
                .replace(CONFIG + "aws-region\":\"ap-southeast-2\"", CONFIG + "aws-instance-id\":\"i-1\""));

        assertThat(event.client().scope("ec2"))
                .hasValueSatisfying(scope ->
                        assertThat((Map<?, ?>) scope).extracting("instance_id").isEqualTo("i-1"));
    }

    @Test
    void aSecretAnnotationIsOnlyWhereItIsKnownAsASecret() throws MalformedEvent {
        Event event = Samples.event("go-failing");

        assertThat(event.client().attributes())
                .extractingByKey("annotations", MAP)
                .contains(
                        Map.entry(CONFIG + "aws-secret-key", "REDACTED"),
                        Map.entry(CONFIG + "aws-access-key-id", "REDACTED"));
        assertThat(event.attributes().toString().split("hunter2hunter2", -1)).hasSize(2);
    }

    @Test
    void anEntityThatSaysNothingForEc2HasNoSuchScope() throws MalformedEvent {
        assertThat(Samples.event("go-passing").client().scope("ec2")).isEmpty();
    }

    @Test
    void theNamespaceOfTheEventServesAnEntityWithoutOne() throws MalformedEvent {
        String entity = "{\"entity\":{\"metadata\":{\"name\":\"a\"}},\"check\":{\"name\":\"keepalive\",\"status\":1}";

        assertThat(Samples.decode(entity + ",\"metadata\":{\"namespace\":\"hothouse\"}}")
                        .client()
                        .namespace())
                .contains("hothouse");
        assertThat(Samples.decode(entity + "}").client().namespace()).isEmpty();
    }

    @Test
    void anEventAsSensuctlWrapsItIsUnwrapped() throws MalformedEvent {
        String wrapped = "{\"type\":\"Event\",\"api_version\":\"core/v2\",\"spec\":" + Samples.text("go-failing") + "}";

        assertThat(Samples.decode(wrapped).client()).hasToString("greenhouse/fig-9");
    }

    @Test
    void theWholeEventIsGivenInTheWordsOfSensuCore() throws MalformedEvent {
        assertThat(Samples.event("go-failing").attributes())
                .containsKeys("client", "check", "action", "occurrences", "silenced", "sequence")
                .doesNotContainKey("entity");
    }
}
