package io.sensuhost.puppet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Result;
import io.sensuhost.api.Status;
import io.sensuhost.api.testkit.EventBuilder;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node that PuppetDB does not know counts only where it shows the node of another client. */
final class WitnessTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aPuppetDbThatKnowsNoNodeDeregistersNobody() {
        assertUnproven(bench.withClient("db-1").handleKeepaliveOf("web-1"));
    }

    @Test
    void norDoesOneOfAnotherSite() {
        bench.puppetDb.with("other-1").with("other-2");

        assertUnproven(bench.withClient("db-1").handleKeepaliveOf("web-1"));
    }

    @Test
    void norDoesOneThatShowsWhatItWasNotAskedFor() {
        bench.puppetDb.with("other-1").listsWhatItLikes();

        assertUnproven(bench.withClient("db-1").handleKeepaliveOf("web-1"));
    }

    @Test
    void norDoesOneWhereNoOtherClientCanBeLookedFor() {
        bench.puppetDb.with("db-1");

        assertUnproven(bench.handleKeepaliveOf("web-1"));
        assertThat(bench.puppetDb.asked()).containsExactly("/pdb/query/v4/nodes/web-1");
    }

    @Test
    void anInactiveNodeIsNoWitness() {
        bench.puppetDb.with("db-1", "null", "\"2026-11-20T08:00:00.000Z\"");

        assertUnproven(bench.withClient("db-1").handleKeepaliveOf("web-1"));
    }

    @Test
    void aClientThatNamesItsNodeSpeaksNotForOneThatDoesNot() {
        bench.puppetDb.with("db-1.example.com");
        bench.withClient(EventBuilder.keepaliveOf("db-1")
                .with("puppet", Map.of("node_name", "db-1.example.com"))
                .client());

        assertUnproven(bench.handleKeepaliveOf("web-1"));
    }

    @Test
    void aClientThatNamesItsNodeIsSpokenForByAny() {
        bench.puppetDb.with("db-1");

        Result result = bench.withClient("db-1")
                .handle(EventBuilder.keepaliveOf("web-1")
                        .with("puppet", Map.of("node_name", "web-1.example.com"))
                        .build());

        assertThat(result.code()).isEqualTo("node_unknown");
    }

    @Test
    void clientsThatNameNoNodeOrANonsensicalOneAreLeftOut() {
        bench.puppetDb.with("db-1");
        bench.withClient("The Router")
                .withClient(EventBuilder.keepaliveOf("bad-1").with("puppet", 7).client())
                .withClient("db-1");

        assertThat(bench.handleKeepaliveOf("web-1").code()).isEqualTo("node_unknown");
    }

    @Test
    void theQuestionStaysShortHoweverManyClientsThereAre() {
        IntStream.range(100, 200).forEach(i -> bench.withClient("c".repeat(250) + i));

        assertUnproven(bench.handleKeepaliveOf("web-1"));
        assertThat(bench.puppetDb.asked().get(1)).hasSizeLessThan(8000);
    }

    @Test
    void aRegistryThatCannotBeReadDeregistersNobody() {
        bench.puppetDb.with("db-1");
        bench.withClient("db-1").stage.context().clients().down();

        Result result = bench.handleKeepaliveOf("web-1");

        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.reason()).isEqualTo("the registry is down");
    }

    private void assertUnproven(Result result) {
        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.code()).isEqualTo("absence_unproven");
        assertThat(bench.deregistrations()).isEmpty();
    }
}
