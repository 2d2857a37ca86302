package io.sensuhost.ec2.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sensuhost.api.testkit.InMemoryMetrics;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.ec2.settings.Account;
import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.Fault;
import io.sensuhost.host.emulator.Role;
import io.sensuhost.host.emulator.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

@Timeout(60)
class RoleSessionTest {

    private static final String ARN = "arn:aws:iam::111111111111:role/readonly";
    private static final Fault UNAVAILABLE = Fault.error(503, "ServiceUnavailable");

    private final ManualClock clock = new ManualClock();
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final Emulator emulator = Emulator.start(new World().role(Role.of(ARN)), 0, clock::now);
    private final StsClient sts = StsClient.builder()
            .endpointOverride(emulator.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "hush")))
            .httpClientBuilder(Apache5HttpClient.builder())
            .overrideConfiguration(calls -> calls.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();
    private final RoleSession session = new RoleSession(
            sts,
            new Account("testing", ARN, Optional.empty(), Optional.empty(), "sensu-host", Duration.ofMinutes(60)),
            clock,
            metrics);

    @AfterEach
    void stop() {
        sts.close();
        emulator.close();
    }

    @Test
    void thoseWhoNeedASessionAtOnceShareOneRequest() {
        CountDownLatch end = new CountDownLatch(1);
        emulator.faults().next(1, Fault.heldBy(end));
        List<CompletableFuture<AwsCredentials>> all = Stream.generate(() ->
                        CompletableFuture.supplyAsync(session::resolveCredentials, task -> new Thread(task).start()))
                .limit(8)
                .toList();
        end.countDown();

        assertThat(all.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void nobodyWaitsForARenewalWhileTheSessionHolds() throws InterruptedException {
        AwsCredentials first = session.resolveCredentials();
        clock.advance(Duration.ofMinutes(56));
        CountDownLatch end = new CountDownLatch(1);
        emulator.faults().next(1, Fault.heldBy(end));
        CompletableFuture<AwsCredentials> renewed =
                CompletableFuture.supplyAsync(session::resolveCredentials, task -> new Thread(task).start());
        emulator.journal().await(2, Duration.ofSeconds(10));

        assertThat(session.resolveCredentials()).isEqualTo(first);
        end.countDown();
        assertThat(renewed.join()).isNotEqualTo(first).isEqualTo(session.resolveCredentials());
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void aRenewalThatFailsIsNotTriedAgainAtOnce() {
        AwsCredentials first = session.resolveCredentials();
        clock.advance(Duration.ofMinutes(56));
        emulator.faults().next(1, UNAVAILABLE);

        assertThat(session.resolveCredentials()).isEqualTo(first);
        assertThat(session.resolveCredentials()).isEqualTo(first);
        assertThat(requests()).isEqualTo(2);

        clock.advance(Duration.ofSeconds(30));
        assertThat(session.resolveCredentials()).isNotEqualTo(first);
    }

    @Test
    void aFailureThatMayPassIsNotRemembered() {
        emulator.faults().next(1, UNAVAILABLE);

        assertThatThrownBy(session::resolveCredentials)
                .isInstanceOfSatisfying(
                        CredentialsException.class,
                        error -> assertThat(error.kind()).isEqualTo(CredentialsException.Kind.ROLE_NOT_ASSUMED));
        assertThat(session.resolveCredentials()).isNotNull();
        assertThat(metrics.counted("assume_role", "account", "testing", "outcome", "failed"))
                .isEqualTo(1);
        assertThat(metrics.counted("assume_role", "account", "testing", "outcome", "assumed"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "400, AccessDenied,       1",
        "403, AccessDenied,       1",
        "499, AccessDenied,       1",
        "500, InternalFailure,    2",
        "503, ServiceUnavailable, 2",
        "400, Throttling,         2"
    })
    void onlyARefusalIsRemembered(int status, String code, int requests) {
        emulator.faults().next(1, Fault.error(status, code));

        assertThatThrownBy(session::resolveCredentials).isInstanceOf(CredentialsException.class);
        if (requests == 1) {
            assertThatThrownBy(session::resolveCredentials).isInstanceOf(CredentialsException.class);
        } else {
            assertThat(session.resolveCredentials()).isNotNull();
        }
        assertThat(requests()).isEqualTo(requests);
    }

    @Test
    void aRefusalIsForgottenAfterHalfAMinute() {
        emulator.faults().next(1, Fault.error(403, "AccessDenied"));
        assertThatThrownBy(session::resolveCredentials).isInstanceOf(CredentialsException.class);

        clock.advance(Duration.ofSeconds(30));

        assertThat(session.resolveCredentials()).isNotNull();
    }

    @Test
    void aSessionIsOverWithItsTimeAndNotBefore() {
        AwsCredentials first = session.resolveCredentials();
        emulator.faults().next(2, UNAVAILABLE);
        clock.advance(Duration.ofMinutes(60).minusSeconds(1));
        assertThat(session.resolveCredentials()).isEqualTo(first);

        clock.advance(Duration.ofSeconds(1));

        assertThatThrownBy(session::resolveCredentials).isInstanceOf(CredentialsException.class);
    }

    @Test
    void aSessionThatHasComeSinceIsNotDropped() {
        AwsCredentials first = session.resolveCredentials();
        session.drop(first);
        AwsCredentials second = session.resolveCredentials();
        session.drop(first);

        assertThat(session.resolveCredentials()).isEqualTo(second).isNotEqualTo(first);
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void aClockThatIsSetDoesNoHarm() {
        AwsCredentials first = session.resolveCredentials();
        clock.step(Duration.ofDays(-1));

        assertThat(session.resolveCredentials()).isEqualTo(first);
        clock.advance(Duration.ofMinutes(55));
        assertThat(session.resolveCredentials()).isNotEqualTo(first);
    }

    private long requests() {
        return emulator.journal().count("AssumeRole");
    }
}
