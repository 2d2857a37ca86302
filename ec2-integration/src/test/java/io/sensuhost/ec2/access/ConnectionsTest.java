package io.sensuhost.ec2.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.sensuhost.api.testkit.InMemoryMetrics;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.ec2.settings.Access;
import io.sensuhost.ec2.settings.Account;
import io.sensuhost.ec2.settings.Declarations;
import io.sensuhost.ec2.settings.Ec2Settings;
import io.sensuhost.ec2.settings.Keys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;

/** Where calls go, and with whose credentials. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class ConnectionsTest {

    private static final Keys KEYS = new Keys.Pair("AKID", "hush");
    private final RecordingHttp http = new RecordingHttp();
    private final List<String> properties = new ArrayList<>();

    @AfterEach
    void restore() {
        properties.forEach(System::clearProperty);
    }

    @ParameterizedTest
    @CsvSource({
        "us-east-1,      sts.us-east-1.amazonaws.com,         ec2.us-east-1.amazonaws.com",
        "eu-west-1,      sts.eu-west-1.amazonaws.com,         ec2.eu-west-1.amazonaws.com",
        "ap-east-1,      sts.ap-east-1.amazonaws.com,         ec2.ap-east-1.amazonaws.com",
        "cn-north-1,     sts.cn-north-1.amazonaws.com.cn,     ec2.cn-north-1.amazonaws.com.cn",
        "us-gov-west-1,  sts.us-gov-west-1.amazonaws.com,     ec2.us-gov-west-1.amazonaws.com"
    })
    void bothServicesAreAskedInTheRegion(String region, String sts, String ec2) {
        describe(Map.of(), region);

        assertThat(http.hosts()).containsExactly(sts, ec2);
    }

    @ParameterizedTest
    @CsvSource({
        "fips,       sts-fips.us-east-1.amazonaws.com, ec2-fips.us-east-1.amazonaws.com",
        "dual_stack, sts.us-east-1.api.aws,            ec2.us-east-1.api.aws"
    })
    void fipsAndDualStackHaveEndpointsOfTheirOwn(String setting, String sts, String ec2) {
        describe(Map.of(setting, true), "us-east-1");

        assertThat(http.hosts()).containsExactly(sts, ec2);
    }

    @Test
    void theSettingsEndpointsComeFirst() {
        describe(
                Map.of("endpoint", "https://ec2.vpce.example", "sts_endpoint", "https://sts.vpce.example"),
                "eu-west-1");

        assertThat(http.hosts()).containsExactly("sts.vpce.example", "ec2.vpce.example");
    }

    @Test
    void theSdksOwnEndpointSettingsAreHeeded() {
        set("aws.endpointUrl", "https://all.example");
        set("aws.endpointUrlSts", "https://sts.example");
        describe(Map.of(), "eu-west-1");

        assertThat(http.hosts()).containsExactly("sts.example", "all.example");
    }

    @Test
    void theInstancesRoleIsFoundByTheSecondVersionOfTheMetadataService() throws IOException {
        nothingElseToFind();
        HttpServer imds = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String role = "/latest/meta-data/iam/security-credentials";
        List<String> asked = new ArrayList<>();
        imds.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            asked.add(exchange.getRequestMethod() + " " + path);
            boolean allowed = exchange.getRequestMethod().equals("PUT")
                    || "a-token".equals(exchange.getRequestHeaders().getFirst("x-aws-ec2-metadata-token"));
            String answer = path.endsWith("/api/token")
                    ? "a-token"
                    : path.endsWith("/the-role")
                            ? "{\"Code\":\"Success\",\"AccessKeyId\":\"ASIAINSTANCE\",\"SecretAccessKey\":\"s\","
                                    + "\"Token\":\"t\",\"Expiration\":\"2100-01-01T00:00:00Z\"}"
                            : path.startsWith(role) ? "the-role" : "";
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("x-aws-ec2-metadata-token-ttl-seconds", "21600");
            exchange.sendResponseHeaders(
                    !allowed ? 401 : answer.isEmpty() ? 404 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        imds.start();
        set(
                "aws.ec2MetadataServiceEndpoint",
                "http://127.0.0.1:" + imds.getAddress().getPort());
        set("aws.disableEc2MetadataV1", "true");
        try (Connections connections = connections(Map.of());
                Connection connection =
                        connections.open(new Access(new Keys.DefaultChain(), Optional.empty(), "us-east-1"))) {
            connection.describe(DescribeInstancesRequest.builder().build(), Duration.ofSeconds(10), Connection.UNHEARD);

            assertThat(connection.identity()).isEqualTo("ASIAINSTANCE");
        } finally {
            imds.stop(0);
        }
        assertThat(asked).first().isEqualTo("PUT /latest/api/token");
        assertThat(http.hosts()).containsExactly("ec2.us-east-1.amazonaws.com");
    }

    @Test
    void whereNoCredentialsAreFoundItIsSaidWhatToDo() {
        nothingElseToFind();
        set("aws.disableEc2Metadata", "true");
        try (Connections connections = connections(Map.of());
                Connection connection =
                        connections.open(new Access(new Keys.DefaultChain(), Optional.empty(), "us-east-1"))) {
            assertThatThrownBy(() -> connection.describe(
                            DescribeInstancesRequest.builder().build(), Duration.ofSeconds(10), Connection.UNHEARD))
                    .isInstanceOfSatisfying(
                            CredentialsException.class,
                            error -> assertThat(error.kind()).isEqualTo(CredentialsException.Kind.NONE_FOUND))
                    .hasMessageContaining("give the machine an IAM role");
        }
        assertThat(http.hosts()).isEmpty();
    }

    /** One connection's end must not take the timer of the others' time-outs with it. */
    @Test
    void theEndOfOneConnectionLeavesTheOthersWorking() {
        try (Connections connections = connections(Map.of())) {
            connections.open(new Access(KEYS, Optional.empty(), "us-east-1")).close();
            assertThat(http.isClosed()).isFalse();
            try (Connection other = connections.open(new Access(KEYS, Optional.empty(), "eu-west-1"))) {
                other.describe(DescribeInstancesRequest.builder().build(), Duration.ofSeconds(10), Connection.UNHEARD);
                other.describe(DescribeInstancesRequest.builder().build(), Duration.ofSeconds(10), Connection.UNHEARD);
            }
        }
        assertThat(http.hosts()).containsExactly("ec2.eu-west-1.amazonaws.com", "ec2.eu-west-1.amazonaws.com");
        assertThat(http.isClosed()).isTrue();
    }

    private void describe(Map<String, ?> settings, String region) {
        Account account = new Account(
                "testing",
                "arn:aws:iam::111111111111:role/readonly",
                Optional.empty(),
                Optional.empty(),
                "sensu-host",
                Duration.ofHours(1));
        try (Connections connections = connections(settings);
                Connection connection = connections.open(new Access(KEYS, Optional.of(account), region))) {
            connection.describe(DescribeInstancesRequest.builder().build(), Duration.ofSeconds(10), Connection.UNHEARD);
        }
    }

    private Connections connections(Map<String, ?> settings) {
        return new Connections(
                Ec2Settings.of(Declarations.SETTINGS.read("ec2", settings)),
                new ManualClock(),
                new InMemoryMetrics(),
                http);
    }

    private void nothingElseToFind() {
        set("aws.sharedCredentialsFile", "/nowhere/credentials");
        set("aws.configFile", "/nowhere/config");
    }

    private void set(String property, String value) {
        properties.add(property);
        System.setProperty(property, value);
    }
}
