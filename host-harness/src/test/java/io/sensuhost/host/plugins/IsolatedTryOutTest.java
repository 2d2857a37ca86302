package io.sensuhost.host.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Event;
import io.sensuhost.api.Finding;
import io.sensuhost.api.Finding.Judgement;
import io.sensuhost.api.Integration;
import io.sensuhost.api.IntegrationException;
import io.sensuhost.api.IntegrationException.Kind;
import io.sensuhost.api.Result;
import io.sensuhost.api.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** An integration that is tried out says what it finds, and one that cannot is a finding itself. */
final class IsolatedTryOutTest {

    private final ManualClock clock = new ManualClock();

    @Test
    void whatItFindsIsPassedOn() {
        Finding good = new Finding(Judgement.GOOD, "inventory", "it answers");

        assertThat(tried(() -> CompletableFuture.completedFuture(List.of(good))).join())
                .containsExactly(good);
    }

    @Test
    void oneThatBreaksIsABadFinding() {
        assertBad(tried(() -> {
            throw new IllegalStateException();
        }));
        assertBad(tried(() -> CompletableFuture.failedFuture(new IllegalStateException())));
        assertBad(tried(() -> CompletableFuture.completedFuture(null)));
    }

    @Test
    void whatItThrowsIsNamedAndNotQuotedSinceThereMayBeASecretInIt() {
        assertSays(new IllegalStateException("hush"), "it threw java.lang.IllegalStateException");
        assertSays(new CompletionException(new IllegalStateException("hush")), "java.lang.IllegalStateException");
        assertSays(new IOException("https://me:hush@inventory is away"), "https://REDACTED@inventory is away");
    }

    @Test
    void whatItSaysToPeopleIsQuoted() {
        assertSays(
                new IntegrationException(Kind.REFUSED, "the inventory does not know us"),
                "the inventory does not know us");
    }

    private void assertSays(Exception thrown, String words) {
        assertThat(tried(() -> CompletableFuture.failedFuture(thrown)).join())
                .singleElement()
                .extracting(Finding::message)
                .asString()
                .contains(words)
                .doesNotContain("hush");
    }

    @Test
    void oneThatNeverAnswersIsABadFindingWhenPatienceEnds() {
        CompletableFuture<List<Finding>> findings = tried(CompletableFuture::new);

        clock.advance(Duration.ofSeconds(29));
        assertThat(findings).isNotDone();
        clock.advance(Duration.ofSeconds(1));
        assertThat(findings).isDone();
        assertBad(findings);
    }

    private static void assertBad(CompletableFuture<List<Finding>> findings) {
        assertThat(findings.join()).singleElement().satisfies(finding -> {
            assertThat(finding.judgement()).isEqualTo(Judgement.BAD);
            assertThat(finding.toString()).contains("test", "it could not be tried out");
        });
    }

    private CompletableFuture<List<Finding>> tried(Supplier<CompletionStage<List<Finding>>> trial) {
        Integration integration = new Integration() {
            @Override
            public CompletionStage<Result> handle(Event event) {
                return new CompletableFuture<>();
            }

            @Override
            public CompletionStage<List<Finding>> tryOut() {
                return trial.get();
            }

            @Override
            public void close() {}
        };
        return new IsolatedIntegration("test", integration, clock, Runnable::run, Duration.ofSeconds(30)).tryOut();
    }
}
