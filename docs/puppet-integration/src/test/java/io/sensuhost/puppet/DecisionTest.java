package io.sensuhost.puppet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Deregistration;
import io.sensuhost.api.Evidence;
import io.sensuhost.api.Result;
import io.sensuhost.api.Status;
import io.sensuhost.api.testkit.EventBuilder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DecisionTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void theClientOfAnActiveNodeIsKept() {
        bench.puppetDb.with("web-1");

        Result result = bench.handleKeepaliveOf("web-1");

        assertThat(result.status()).isEqualTo(Status.HANDLED);
        assertThat(result.action()).contains("kept");
        assertThat(result.code()).isEqualTo("node_active");
        assertThat(result.reason()).isEqualTo("PuppetDB knows the node web-1 as active");
        assertThat(result.details()).isEqualTo(Map.of("node", "web-1"));
        assertThat(bench.deregistrations()).isEmpty();
    }

    @Test
    void theClientOfANodeThatPuppetDbDoesNotKnowIsDeregisteredWhereOthersAreSeen() {
        bench.puppetDb.with("db-1");

        Result result = bench.withClient("db-1").handleKeepaliveOf("web-1");

        assertThat(result.action()).contains("deregistered");
        assertThat(result.code()).isEqualTo("node_unknown");
        assertThat(result.reason()).isEqualTo("PuppetDB knows nothing of the node web-1");
        assertThat(result.details()).isEqualTo(Map.of("node", "web-1"));
    }

    @Test
    void theClientOfADeactivatedNodeIsDeregistered() {
        bench.puppetDb.with("web-1", "\"2026-11-20T08:00:00.000Z\"", "null");

        Result result = bench.handleKeepaliveOf("web-1");

        assertThat(result.action()).contains("deregistered");
        assertThat(result.code()).isEqualTo("node_deactivated");
        assertThat(result.reason())
                .isEqualTo("PuppetDB says that the node web-1 was deactivated at 2026-11-20T08:00:00Z");
    }

    @Test
    void theClientOfAnExpiredNodeIsDeregistered() {
        bench.puppetDb.with("web-1", "null", "\"2026-11-20T08:00:00.000Z\"");

        Result result = bench.handleKeepaliveOf("web-1");

        assertThat(result.code()).isEqualTo("node_expired");
        assertThat(result.reason()).isEqualTo("PuppetDB says that the node web-1 expired at 2026-11-20T08:00:00Z");
        assertThat(bench.deregistrations()).hasSize(1);
    }

    @Test
    void nothingThatPuppetDbSaysIsProofAndTheNodeMayComeBack() {
        bench.puppetDb.with("web-1", "\"2026-11-20T08:00:00.000Z\"", "null").with("db-1");

        bench.withClient("db-1").handleKeepaliveOf("web-1");
        bench.handleKeepaliveOf("web-2");

        assertThat(bench.deregistrations())
                .hasSize(2)
                .allSatisfy(wish -> assertThat(wish.evidence()).isEqualTo(Evidence.INFERRED))
                .allMatch(Deregistration::mayReturn);
    }

    @Test
    void theNodeIsTheOneThatTheClientNames() {
        bench.puppetDb.with("web-1.example.com");

        Result result = bench.handle(EventBuilder.keepaliveOf("The first")
                .with("puppet", Map.of("node_name", "web-1.example.com"))
                .build());

        assertThat(result.code()).isEqualTo("node_active");
        assertThat(bench.puppetDb.asked()).containsExactly("/pdb/query/v4/nodes/web-1.example.com");
    }

    @Test
    void anIncidentThatIsOverIsIgnored() {
        Result result =
                bench.handle(EventBuilder.keepaliveOf("web-1").resolved().build());

        assertThat(result.status()).isEqualTo(Status.IGNORED);
        assertThat(result.code()).isEqualTo("event_resolved");
        assertThat(bench.puppetDb.asked()).isEmpty();
    }

    @Test
    void anotherCheckIsIgnored() {
        Result result =
                bench.handle(EventBuilder.keepaliveOf("web-1").check("cpu", 2).build());

        assertThat(result.status()).isEqualTo(Status.IGNORED);
        assertThat(result.code()).isEqualTo("not_a_keepalive");
        assertThat(bench.puppetDb.asked()).isEmpty();
    }

    @Test
    void whatWasAskedIsCountedByItsOutcome() {
        bench.puppetDb.with("web-1");

        bench.handleKeepaliveOf("web-1");
        bench.puppetDb.answersOnly(200, "{}");
        bench.handleKeepaliveOf("web-1");

        assertThat(bench.stage.context().metrics().counted("answers", "code", "node_active"))
                .isEqualTo(1);
        assertThat(bench.stage.context().metrics().counted("answers", "code", "none"))
                .isEqualTo(1);
        assertThat(bench.stage.context().metrics().recorded("answer_seconds")).hasSize(2);
    }

    @Test
    void whatTheRegistryMakesOfItIsTheResult() {
        bench.puppetDb.with("web-1", "\"2026-11-20T08:00:00.000Z\"", "null");
        bench.stage.context().clients().down();

        Result result = bench.handleKeepaliveOf("web-1");

        assertThat(result.action()).isEqualTo(Optional.empty());
        assertThat(result.code()).isEqualTo("registry_failed");
    }
}
