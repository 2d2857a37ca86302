package io.sensuhost.puppet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Finding;
import io.sensuhost.api.Finding.Judgement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TryOutTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aPuppetDbThatShowsNodesIsGood() {
        bench.puppetDb.with("web-1");

        assertThat(finding().judgement()).isEqualTo(Judgement.GOOD);
        assertThat(finding().subject()).isEqualTo(bench.puppetDb.url() + "/pdb/query/v4/nodes");
    }

    @Test
    void oneThatShowsNoneIsDoubtful() {
        assertThat(finding().judgement()).isEqualTo(Judgement.DOUBTFUL);
    }

    @Test
    void oneThatRefusesIsBad() {
        bench.puppetDb.answersOnly(403, "");

        assertThat(finding().judgement()).isEqualTo(Judgement.BAD);
        assertThat(finding().message())
                .startsWith("PuppetDB at " + bench.puppetDb.url())
                .contains("refuses with status 403");
    }

    private Finding finding() {
        return bench.stage
                .settled(bench.stage.integration().tryOut().toCompletableFuture())
                .get(0);
    }
}
