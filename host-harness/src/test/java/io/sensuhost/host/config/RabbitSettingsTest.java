package io.sensuhost.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.host.config.ConfigurationProblem.Severity;
import io.sensuhost.host.config.RabbitSettings.QueueType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RabbitSettingsTest {

    @TempDir
    Path temp;

    @Test
    void everyAttributeIsRead() {
        RabbitSettings settings = rabbitmq("""
                {"host": {"rabbitmq": {"queue": "q", "handler": "ec2", "queue_type": "classic", "prefetch": 7, "tries": 2,
                  "retry_delay": 0.5, "heartbeat": 9, "host": "mq", "port": 1, "vhost": "/sensu", "user": "u", "password": "p",
                  "exchange": {"name": "x", "type": "fanout", "durable": true, "auto_delete": true},
                  "ssl": {"ca_cert": "/ca", "cert_chain_file": "/c", "private_key_file": "/k"}}}}""");

        assertThat(settings.brokers())
                .containsExactly(new BrokerSettings(
                        "mq",
                        1,
                        "/sensu",
                        "u",
                        new Secret("p"),
                        Optional.of(new BrokerTls(
                                Optional.of(Path.of("/ca")),
                                Optional.of(new BrokerTls.Identity(Path.of("/c"), Path.of("/k"))),
                                true))));
        assertThat(settings.queue()).isEqualTo("q");
        assertThat(settings.queueType()).isEqualTo(QueueType.CLASSIC);
        assertThat(settings.exchange()).contains(new ExchangeSettings("x", "fanout", true, true));
        assertThat(settings.prefetch()).isEqualTo(7);
        assertThat(settings.tries()).isEqualTo(2);
        assertThat(settings.retryDelay()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.heartbeat()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void theBrokerIsSensusWhereNothingElseIsSaid() {
        assertThat(brokers("""
                {"rabbitmq": {"host": "mq", "vhost": "/sensu", "user": "sensu", "password": "p", "heartbeat": 30, "prefetch": 50},
                 "host": {"rabbitmq": {"user": "host"}}}""")).containsExactly("host p mq:5672 /sensu plain");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "amqp://u:p%40@a:1/%2Fsensu"              | u p@ a:1 /sensu plain
                    "amqps://a"                               | guest guest a:5671 / tls
                    "amqp://u+v:p+q@[::1]/v"                  | u+v p+q [::1]:5672 v plain
                    ["amqp://a", {"host": "b", "port": 2}]    | guest guest a:5672 / plain, guest guest b:2 / plain
                    {"host": "a", "ssl": true}                | guest guest a:5671 / tls
                    {"host": "a", "ssl": false}               | guest guest a:5672 / plain
                    """)
    void allThatSensuTakesForABrokerIsOne(String rabbitmq, String brokers) {
        assertThat(String.join(", ", brokers("{\"rabbitmq\": " + rabbitmq + ", \"host\": {\"rabbitmq\": {}}}")))
                .isEqualTo(brokers);
    }

    @Test
    void aBrokerFromTheEnvironmentIsSensusToo() {
        Configuration configuration = new SensuFiles(temp)
                .file("conf.d/a.json", "{\"host\": {\"rabbitmq\": {}}}")
                .load(Map.of("RABBITMQ_URL", "amqp://mq"));

        assertThat(configuration.host().rabbitmq().orElseThrow().brokers())
                .extracting(BrokerSettings::host)
                .containsExactly("mq");
    }

    @Test
    void brokersOfOurOwnTakeWhatTheyLackFromThoseAroundThem() {
        assertThat(brokers("""
                {"rabbitmq": [{"host": "sensus", "user": "sensu", "password": "p"}, {"host": "other"}],
                 "host": {"rabbitmq": {"vhost": "/v", "brokers": [{"host": "a"}, "amqp://x:y@b"]}}}""")).containsExactly("sensu p a:5672 /v plain", "x y b:5672 /v plain");
    }

    @Test
    void aHostOfOurOwnTakesThePlaceOfAllOfSensus() {
        assertThat(brokers("""
                {"rabbitmq": [{"host": "a", "user": "sensu"}, {"host": "b"}], "host": {"rabbitmq": {"host": "c"}}}""")).containsExactly("sensu guest c:5672 / plain");
    }

    @Test
    void theExchangeIsTheOneThatTheHandlerPublishesTo() {
        RabbitSettings settings = rabbitmq("""
                {"handlers": {"ec2": {"type": "transport",
                   "pipe": {"type": "topic", "name": "x", "options": {"durable": true}}}},
                 "host": {"rabbitmq": {"handler": "ec2"}}}""");

        assertThat(settings.exchange()).contains(new ExchangeSettings("x", "topic", true, false));
    }

    @Test
    void aHandlerThatDoesNotPublishHasNoExchange() {
        assertThat(rabbitmq("""
                {"handlers": {"ec2": {"type": "tcp", "socket": {"host": "h", "port": 1}}},
                 "host": {"rabbitmq": {"handler": "ec2"}}}""").exchange()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"queue": ""}                                 | host.rabbitmq.queue           | 1 to 200 characters
                    {"queue_type": "quorom"}                      | host.rabbitmq.queue_type      | did you mean quorum?
                    {"prefetch": 0}                               | host.rabbitmq.prefetch        | a whole number from 1 to 5000
                    {"tries": 0}                                  | host.rabbitmq.tries           | a whole number from 1
                    {"retry_delay": 0}                            | host.rabbitmq.retry_delay     | a number of seconds above 0
                    {"port": 0}                                   | host.rabbitmq.port            | a whole number from 1
                    {"exchange": {"type": "direct"}}              | host.rabbitmq.exchange.name   | missing: a string
                    {"brokers": ["http://a"]}                     | host.rabbitmq.brokers[0]      | begins with amqp://
                    {"brokers": [7]}                              | host.rabbitmq.brokers[0]      | an object, or a URL
                    {"ssl": "yes"}                                | host.rabbitmq.ssl             | true, false or an object
                    {"ssl": {"cert_chain_file": "/c"}}            | host.rabbitmq.ssl.cert_chain_file | set both
                    """)
    void aMistakeIsAnErrorWithItsPath(String rabbitmq, String path, String message) {
        assertThat(load("{\"host\":{\"rabbitmq\":" + rabbitmq + "}}").problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.severity()).isEqualTo(Severity.ERROR);
                    assertThat(problem.path()).contains(path);
                    assertThat(problem.message()).contains(message);
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"que": "q"}                       | host.rabbitmq.que                | did you mean queue?
                    {"brokers": [{"hots": "a"}]}       | host.rabbitmq.brokers[0].hots    | did you mean host?
                    {"ssl": {"verify_peer": false}}    | host.rabbitmq.ssl.verify_peer    | gets the password
                    """)
    void whatIsProbablyNotMeantIsAWarning(String rabbitmq, String path, String message) {
        assertThat(load("{\"host\":{\"rabbitmq\":" + rabbitmq + "}}").problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.severity()).isEqualTo(Severity.WARNING);
                    assertThat(problem.path()).contains(path);
                    assertThat(problem.message()).contains(message);
                });
    }

    @Test
    void inSensusOwnScopeOnlyWhatIsOneLetterAwayIsAWarning() {
        assertThat(load("""
                {"rabbitmq": {"hots": "a", "vhst": "/", "prefetch": 1, "heartbeat": 30}, "host": {"rabbitmq": {}}}""").problems())
                .extracting(problem -> problem.severity() + " " + problem.path().orElseThrow())
                .containsExactly("WARNING rabbitmq.hots", "WARNING rabbitmq.vhst");
    }

    @Test
    void noPasswordIsInAnyTextOrProblem() {
        Configuration configuration = load("""
                {"rabbitmq": ["amqp://u:hunter2@a:b c", {"password": "hunter2"}], "host": {"rabbitmq": {"brokers": [
                   "amqp://u:hunter2@a", "http://u:hunter2@a"], "password": "hunter2"}}}""");

        assertThat(configuration.host() + configuration.problems().toString() + configuration.defaults())
                .doesNotContain("hunter2");
    }

    private List<String> brokers(String json) {
        return rabbitmq(json).brokers().stream()
                .map(broker -> broker.user() + " " + broker.password().value() + " " + broker.address() + " "
                        + broker.vhost() + (broker.tls().isPresent() ? " tls" : " plain"))
                .toList();
    }

    private RabbitSettings rabbitmq(String json) {
        Configuration configuration = load(json);
        assertThat(configuration.problems()).isEmpty();
        return configuration.host().rabbitmq().orElseThrow();
    }

    private Configuration load(String json) {
        return new SensuFiles(temp).file("conf.d/a.json", json).load();
    }
}
