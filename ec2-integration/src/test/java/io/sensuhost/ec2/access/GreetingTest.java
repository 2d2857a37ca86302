package io.sensuhost.ec2.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.testkit.InMemoryMetrics;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.ec2.settings.Access;
import io.sensuhost.ec2.settings.Account;
import io.sensuhost.ec2.settings.Declarations;
import io.sensuhost.ec2.settings.Ec2Settings;
import io.sensuhost.ec2.settings.Keys;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Hosts are connected to beforehand, and that is all that they notice. */
@Timeout(60)
class GreetingTest {

    private static final Access IN_ROLE = new Access(
            new Keys.Pair("AKID", "hush"),
            Optional.of(new Account(
                    "testing",
                    "arn:aws:iam::111111111111:role/readonly",
                    Optional.empty(),
                    Optional.empty(),
                    "sensu-host",
                    Duration.ofHours(1))),
            "eu-west-1");

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void bothServicesAreGreetedOnceWithoutCredentials() {
        RecordingHttp http = new RecordingHttp();
        InMemoryMetrics metrics = new InMemoryMetrics();
        try (Connections connections = new Connections(
                        Ec2Settings.of(Declarations.SETTINGS.read("ec2", Map.of())), new ManualClock(), metrics, http);
                Connection connection = connections.open(IN_ROLE);
                Connection other = connections.open(IN_ROLE)) {
            connection.greet();
            other.greet();
        }

        assertThat(http.requests()).allSatisfy(request -> {
            assertThat(request.method()).isEqualTo(SdkHttpMethod.GET);
            assertThat(request.headers()).isEmpty();
            assertThat(request.rawQueryParameters()).isEmpty();
        });
        assertThat(http.requests().stream().map(request -> request.getUri().toString()))
                .containsExactly(
                        "https://sts.eu-west-1.amazonaws.com/ping", "https://ec2.eu-west-1.amazonaws.com/ping");
        assertThat(metrics.counted("assume_role")).isZero();
    }

    @Test
    void whoDoesNotAnswerIsLeftAloneForTheNext() {
        CountDownLatch aborted = new CountDownLatch(1);
        List<String> asked = new ArrayList<>();
        Greeting greeting = new Greeting(
                http(asked, aborted, () -> {
                    throw new IOException(aborted.await(10, TimeUnit.SECONDS) ? "aborted" : "nobody aborts it");
                }),
                timer,
                Duration.ofMillis(1));

        greet(greeting, "eu-west-1");
        greet(greeting, "eu-central-1");

        assertThat(asked).containsExactly("ec2.eu-west-1.amazonaws.com", "ec2.eu-central-1.amazonaws.com");
        assertThat(aborted.getCount()).isZero();
    }

    @Test
    void anAnswerWithoutAnEndIsBrokenOff() {
        CountDownLatch aborted = new CountDownLatch(1);
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };
        Greeting greeting = new Greeting(
                http(
                        new ArrayList<>(),
                        new CountDownLatch(1),
                        () -> HttpExecuteResponse.builder()
                                .response(SdkHttpResponse.builder()
                                        .statusCode(200)
                                        .build())
                                .responseBody(AbortableInputStream.create(endless, aborted::countDown))
                                .build()),
                timer,
                Duration.ofMinutes(1));

        greet(greeting, "eu-west-1");

        assertThat(aborted.getCount()).isZero();
    }

    private static void greet(Greeting greeting, String region) {
        try (Ec2Client ec2 = Ec2Client.builder()
                .region(Region.of(region))
                .httpClient(new RecordingHttp())
                .overrideConfiguration(calls -> calls.addExecutionInterceptor(greeting))
                .build()) {
            greeting.of(only -> ec2.describeInstances(call -> call.overrideConfiguration(only)));
        }
    }

    private static SdkHttpClient http(List<String> asked, CountDownLatch aborted, Answer answer) {
        return new SdkHttpClient() {
            @Override
            public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
                asked.add(request.httpRequest().host());
                return new ExecutableHttpRequest() {
                    @Override
                    public HttpExecuteResponse call() throws IOException {
                        try {
                            return answer.give();
                        } catch (InterruptedException e) {
                            throw new IOException(e);
                        }
                    }

                    @Override
                    public void abort() {
                        aborted.countDown();
                    }
                };
            }

            @Override
            public void close() {}
        };
    }

    @FunctionalInterface
    private interface Answer {
        HttpExecuteResponse give() throws IOException, InterruptedException;
    }
}
