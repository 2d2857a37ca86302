package io.sensuhost.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.host.config.ConfigurationProblem.Severity;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostSettingsTest {

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"host\":{}}", "{\"host\":{\"registry\":null,\"tcp\":{},\"http\":{\"port\":null}}}"})
    void whatIsNotSetHasADefault(String json) {
        assertThat(valid(json).host())
                .isEqualTo(new HostSettings(
                        Path.of("/var/lib/sensu-host"),
                        Path.of("/var/lib/sensu-host/audit.jsonl"),
                        new RegistrySettings(
                                RegistrySettings.Type.EMBEDDED,
                                Duration.ofSeconds(10),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                true,
                                Duration.ofMinutes(2)),
                        new GuardSettings(Duration.ofMinutes(10), 0.2, 10, 1),
                        new TcpSettings("127.0.0.1", 3033, Optional.empty()),
                        new HttpSettings("127.0.0.1", 4568, Optional.empty()),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void everyAttributeIsRead() {
        assertThat(valid("""
                                {"host": {
                                  "state_dir": "/srv/host",
                                  "audit_file": "/var/log/audit.jsonl",
                                  "registry": {"type": "sensu_go", "timeout": 2.5, "url": "https://go:8080", "api_key": "k",
                                    "namespace": "default", "ca_cert": "/etc/ca.pem", "invalidate": false, "invalidate_expire": 60},
                                  "deregistration_guard": {"window": 60, "max_fraction": 1, "min_allowed": 0, "hosts": 3},
                                  "tcp": {"bind": "127.0.0.2", "port": 0, "handler": "ec2"},
                                  "http": {"bind": "0.0.0.0", "port": 8080, "token": "t"},
                                  "ca_cert": "/etc/house.pem",
                                  "rabbitmq": {"queue": "sensu"}}}""").host())
                .isEqualTo(new HostSettings(
                        Path.of("/srv/host"),
                        Path.of("/var/log/audit.jsonl"),
                        new RegistrySettings(
                                RegistrySettings.Type.SENSU_GO,
                                Duration.ofMillis(2500),
                                Optional.of(URI.create("https://go:8080")),
                                Optional.of(new Secret("k")),
                                Optional.of("default"),
                                Optional.of(Path.of("/etc/ca.pem")),
                                false,
                                Duration.ofMinutes(1)),
                        new GuardSettings(Duration.ofMinutes(1), 1, 0, 3),
                        new TcpSettings("127.0.0.2", 0, Optional.of("ec2")),
                        new HttpSettings("0.0.0.0", 8080, Optional.of(new Secret("t"))),
                        Optional.of(Path.of("/etc/house.pem")),
                        Optional.of(new RabbitSettings(
                                List.of(new BrokerSettings(
                                        "127.0.0.1", 5672, "/", "guest", new Secret("guest"), Optional.empty())),
                                "sensu",
                                RabbitSettings.QueueType.QUORUM,
                                Optional.empty(),
                                Optional.empty(),
                                500,
                                5,
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(30)))));
    }

    @Test
    void theRegistryIsSensuCoreWhereThereIsAnApi() {
        RegistrySettings registry = valid("{\"api\":{\"invalidate\":false,\"invalidate_expire\":30}}")
                .host()
                .registry();

        assertThat(registry.type()).isEqualTo(RegistrySettings.Type.SENSU_CORE);
        assertThat(registry.invalidate()).isFalse();
        assertThat(registry.invalidateExpire()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void theAuditFileFollowsTheStateDirectory() {
        assertThat(valid("{\"host\":{\"state_dir\":\"/srv/host\"}}").host().auditFile())
                .isEqualTo(Path.of("/srv/host/audit.jsonl"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.9.10", "localhost", "::1", "[::1]", "0:0:0:0:0:0:0:1"})
    void aLoopbackListenerNeedsNoToken(String bind) {
        assertThat(valid("{\"host\":{\"http\":{\"bind\":\"" + bind + "\"}}}")
                        .host()
                        .http()
                        .bind())
                .isEqualTo(bind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "10.0.0.1", "sensu.example.com", "127.0.0.1.example.com"})
    void anyOtherListenerNeedsAToken(String bind) {
        assertThat(load("{\"host\":{\"http\":{\"bind\":\"" + bind + "\"}}}").problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.severity()).isEqualTo(Severity.ERROR);
                    assertThat(problem.path()).contains("host.http.bind");
                    assertThat(problem.message()).contains("set host.http.token");
                });
    }

    @Test
    void eventsFromOthersOverTcpAreWarnedOf() {
        assertThat(load("{\"host\":{\"tcp\":{\"bind\":\"0.0.0.0\"}}}").problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.severity()).isEqualTo(Severity.WARNING);
                    assertThat(problem.path()).contains("host.tcp.bind");
                    assertThat(problem.message()).contains("can send events", "host.http");
                });
    }

    @Test
    void bothListenOnLoopbackUnlessToldOtherwise() {
        assertThat(valid("{}").host().tcp().bind()).isEqualTo("127.0.0.1");
        assertThat(valid("{}").host().http().bind()).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    []                                          | host                            | an object is expected
                    {"state_dir":""}                            | host.state_dir                  | a string that is not empty
                    {"state_dir":"a\\u0000b"}                   | host.state_dir                  | a string that is not empty
                    {"registry":{"type":"sensu"}}               | host.registry.type              | one of sensu_core, sensu_go, embedded
                    {"registry":{"type":"sensu_go","api_key":"k"}} | host.registry.url            | missing: a URL
                    {"registry":{"type":"sensu_go","url":"http://h"}} | host.registry.api_key     | missing: a string
                    {"registry":{"url":"h:8080"}}               | host.registry.url               | a URL that begins with http
                    {"registry":{"url":"http://u:p@h"}}         | host.registry.url               | no user in it
                    {"registry":{"url":"http://a b"}}           | host.registry.url               | a URL
                    {"registry":{"timeout":0}}                  | host.registry.timeout           | a number of seconds above 0
                    {"registry":{"timeout":1e400}}              | host.registry.timeout           | a number of seconds above 0
                    {"deregistration_guard":{"max_fraction":1.1}} | host.deregistration_guard.max_fraction | a number from 0 to 1
                    {"deregistration_guard":{"min_allowed":-1}} | host.deregistration_guard.min_allowed | a whole number from 0
                    {"deregistration_guard":{"min_allowed":1.5}} | host.deregistration_guard.min_allowed | a whole number from 0
                    {"deregistration_guard":{"hosts":0}}        | host.deregistration_guard.hosts | a whole number from 1
                    {"tcp":{"port":65536}}                      | host.tcp.port                   | a whole number from 0 to 65535 is expected, found 65536
                    {"http":{"port":"80"}}                      | host.http.port                  | a whole number from 0 to 65535
                    {"http":{"token":""}}                       | host.http.token                 | a string that is not empty
                    {"rabbitmq":"amqp://h"}                     | host.rabbitmq                   | an object is expected
                    """)
    void aMistakeIsAnErrorWithItsPath(String host, String path, String message) {
        assertThat(load("{\"host\":" + host + "}").problems()).singleElement().satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(Severity.ERROR);
            assertThat(problem.path()).contains(path);
            assertThat(problem.message()).contains(message);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"stat_dir":"x"}             | host.stat_dir        | did you mean state_dir?
                    {"http":{"tokn":"x"}}        | host.http.tokn       | did you mean token?
                    {"tcp":{"address":"x"}}      | host.tcp.address     | known are bind, handler, port
                    {"registry":{"apikey":"x"}}  | host.registry.apikey | did you mean api_key?
                    {"deregistration_guard":{"windows":1}} | host.deregistration_guard.windows | did you mean window?
                    """)
    void anUnknownAttributeIsAWarning(String host, String path, String message) {
        Configuration configuration = load("{\"host\":" + host + "}");

        assertThat(configuration.valid()).isTrue();
        assertThat(configuration.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.path()).contains(path);
            assertThat(problem.message()).contains("unknown attribute").contains(message);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"api":{}}                                         | 127.0.0.1 | 4567 | false
                    {"api":{"host":"sensu","port":80,"bind":"10.0.0.1"}} | sensu   | 80   | false
                    {"api":{"bind":"10.0.0.1"}}                        | 10.0.0.1  | 4567 | false
                    {"api":{"bind":"0.0.0.0"}}                         | 127.0.0.1 | 4567 | false
                    {"api":{"ssl":true,"port":4568}}                   | 127.0.0.1 | 4568 | true
                    {"api":{"ssl":false}}                              | 127.0.0.1 | 4567 | false
                    {"api":{"port":80,"ssl":{"port":443}}}             | 127.0.0.1 | 443  | true
                    """)
    void theApiIsFoundWhereSensuHasIt(String json, String host, int port, boolean ssl) {
        assertThat(valid(json).api()).isEqualTo(new ApiSettings(host, port, Optional.empty(), Optional.empty(), ssl));
    }

    @Test
    void theApiHasUserAndPassword() {
        ApiSettings api = valid("{\"api\":{\"user\":\"u\",\"password\":\"p\"}}").api();

        assertThat(api.user()).contains("u");
        assertThat(api.password()).contains(new Secret("p"));
    }

    @Test
    void noSecretIsInTheTextOfTheSettings() {
        Configuration configuration = valid(
                "{\"host\":{\"http\":{\"token\":\"hunter2\"},\"registry\":{\"api_key\":\"hunter2\"},"
                        + "\"rabbitmq\":{\"password\":\"hunter2\"}},\"api\":{\"user\":\"u\",\"password\":\"hunter2\"}}");

        assertThat(configuration.host().toString() + configuration.api())
                .contains("REDACTED")
                .doesNotContain("hunter2");
    }

    private Configuration valid(String json) {
        Configuration configuration = load(json);
        assertThat(configuration.problems()).isEmpty();
        return configuration;
    }

    private Configuration load(String json) {
        return new SensuFiles(temp).file("conf.d/a.json", json).load();
    }
}
