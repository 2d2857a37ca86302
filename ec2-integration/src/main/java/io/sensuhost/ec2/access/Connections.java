package io.sensuhost.ec2.access;

import io.sensuhost.api.HostClock;
import io.sensuhost.api.Metrics;
import io.sensuhost.ec2.settings.Access;
import io.sensuhost.ec2.settings.Account;
import io.sensuhost.ec2.settings.Ec2Settings;
import io.sensuhost.ec2.settings.Keys;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.sts.StsClient;

/** Makes connections, and owns what they share: the HTTP client, the timer of time-outs, the default chain. */
public final class Connections implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration STS_TIMEOUT = Duration.ofSeconds(10);
    private static final int MOST_SOCKETS = 1024;

    private final Ec2Settings settings;
    private final HostClock clock;
    private final Metrics metrics;
    private final SdkHttpClient http;
    private final ScheduledThreadPoolExecutor timer;
    private final DefaultCredentialsProvider chain;
    private final Greeting greeting;

    @Inject
    Connections(Ec2Settings settings, HostClock clock, Metrics metrics) {
        this(
                settings,
                clock,
                metrics,
                Apache5HttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .maxConnections(MOST_SOCKETS)
                        .proxyConfiguration(ProxyFromEnvironment.of(
                                System.getenv(),
                                settings.endpoint().map(URI::getScheme).orElse("https")))
                        .build());
    }

    Connections(Ec2Settings settings, HostClock clock, Metrics metrics, SdkHttpClient http) {
        this.settings = settings;
        this.clock = clock;
        this.metrics = metrics;
        this.http = http;
        timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "ec2-call-timeouts");
            thread.setDaemon(true);
            return thread;
        });
        chain = DefaultCredentialsProvider.builder().build();
        greeting = new Greeting(http, timer, Greeting.PATIENCE);
        // Else the first call would wait for its thread.
        timer.prestartCoreThread();
    }

    /**
     * Makes a connection. No call is made yet.
     *
     * @param access whom to ask and where
     * @return the connection, for the caller to close
     */
    public Connection open(Access access) {
        AwsCredentialsProvider source = access.keys() instanceof Keys.Pair pair
                ? StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(pair.accessKeyId(), pair.secretAccessKey()))
                : new ChainedKeys(chain);
        return new Connection(
                ec2(access, source),
                source,
                access.account().map(account -> role(access, account, source)),
                greeting,
                clock);
    }

    /**
     * Makes the two calls that show whether an access works: GetCallerIdentity, and DescribeInstances as a dry run.
     * Blocks, and must be called on a thread that ends with the plugin.
     *
     * @param access whom to ask and where
     * @return the ARN that AWS knows us by
     * @throws software.amazon.awssdk.core.exception.SdkException when one of them is refused or fails
     * @throws CredentialsException when there are no credentials to ask with
     */
    public String tryOut(Access access) {
        try (Connection connection = open(access);
                StsClient sts = sts(access, connection::credentials)) {
            String caller = sts.getCallerIdentity().arn();
            connection.rehearse(DescribeInstancesRequest.builder().dryRun(true), STS_TIMEOUT);
            return caller;
        }
    }

    private Connection.Role role(Access access, Account account, AwsCredentialsProvider source) {
        StsClient sts = sts(access, source);
        RoleSession session = new RoleSession(sts, account, clock, metrics);
        metrics.gauge(
                "role_session_age_seconds",
                session::ageInSeconds,
                MetricLabels.of(access).toArray(String[]::new));
        return new Connection.Role(session, sts);
    }

    private Ec2Client ec2(Access access, AwsCredentialsProvider credentials) {
        var builder = common(Ec2Client.builder(), access, credentials)
                .overrideConfiguration(calls -> calls.retryStrategy(new Attempts())
                        .scheduledExecutorService(timer)
                        .addExecutionInterceptor(new BoundedAnswers())
                        .addExecutionInterceptor(greeting));
        settings.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private StsClient sts(Access access, AwsCredentialsProvider credentials) {
        var builder = common(StsClient.builder(), access, credentials)
                .overrideConfiguration(calls -> calls.retryStrategy(new Attempts())
                        .scheduledExecutorService(timer)
                        .addExecutionInterceptor(new BoundedAnswers())
                        .addExecutionInterceptor(greeting)
                        .apiCallTimeout(STS_TIMEOUT)
                        .apiCallAttemptTimeout(STS_TIMEOUT.dividedBy(2)));
        settings.stsEndpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private <B extends AwsClientBuilder<B, ?> & SdkSyncClientBuilder<B, ?>> B common(
            B builder, Access access, AwsCredentialsProvider credentials) {
        return builder.region(Region.of(access.region()))
                .credentialsProvider(credentials)
                .httpClient(http)
                .fipsEnabled(settings.fips())
                .dualstackEnabled(settings.dualStack());
    }

    @Override
    public void close() {
        timer.shutdownNow();
        chain.close();
        http.close();
        try {
            // Its tasks only interrupt calls, so that it ends at once; but only then is no thread left.
            if (!timer.awaitTermination(1, TimeUnit.SECONDS)) {
                LOG.warn("The timer of the time-outs did not end within a second; its thread stays");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
