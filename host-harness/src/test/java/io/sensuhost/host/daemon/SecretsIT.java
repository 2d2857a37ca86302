package io.sensuhost.host.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.host.emulator.Call;
import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.Fault;
import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.Role;
import io.sensuhost.host.emulator.Service;
import io.sensuhost.host.emulator.World;
import io.sensuhost.host.registry.FakeSensuApi.Misbehaviour;
import io.sensuhost.host.registry.FakeSensuCore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** Every secret has a mark, all that can fail fails and is logged at debug, and the mark is nowhere to be found. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
final class SecretsIT {

    private static final String MARK = "hush";
    private static final String PASSWORD = "hush-of-the-api";
    private static final String BASIC =
            Base64.getEncoder().encodeToString(("sensu:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    private static final String ID = "i-0a1b2c3d4e5f60718";
    private static final String ROLE = "arn:aws:iam::111111111111:role/cross-account-readonly";

    private static final List<String> EVENTS = List.of(
            clientWith("'access_key_id': 'AKIDhushC', 'secret_access_key': 'hush-of-the-client'"),
            clientWith("'access_key_id': 'AKIDhush'"),
            clientWith("'secret_access_key': ['hush'], 'timeout': 'x'"),
            clientWith("'account': 'testing'"),
            clientWith("'account': 'nowhere', 'external_id': 'hush'"),
            clientWith("'region': 'ap-south-1'"),
            "{'client': {'name': 'web-1', 'password': 'hush', 'url': 'https://user:hush@host/'}, 'check': 'text'}",
            "{'client': {'name': 'web-1', 'password': 'hush}}");

    @TempDir
    private Path directory;

    private Emulator emulator;
    private FakeSensuCore sensu;
    private Installation installation;
    private int clients;

    private static String clientWith(String attributes) {
        return """
                {'id': 'e', 'client': {'name': 'web-1', 'password': 'hush',
                                       'ec2': {'instance_id': '%s', %s}, 'url': 'https://user:hush@host/'},
                 'check': {'name': 'keepalive', 'status': 2, 'handlers': ['ec2'], 'token': 'hush'}}
                """.formatted(ID, attributes);
    }

    @BeforeEach
    void everythingHasSecrets() throws Exception {
        emulator = Emulator.start(new World());
        emulator.world().fleet("us-east-1").put(ID, InstanceState.TERMINATED);
        emulator.world().fleet("ap-south-1").put(ID, InstanceState.TERMINATED);
        emulator.world().role(Role.of(ROLE));
        sensu = new FakeSensuCore();
        sensu.requireAuthorization("Basic " + BASIC);
        installation = Installation.in(directory, emulator)
                .tellingSensuCore(sensu.url())
                .with("-L", "debug")
                .configured("user.json", "{'api': {'user': 'sensu', 'password': '%s'}}".formatted(PASSWORD))
                .configured("keys.json", """
                        {'ec2': {'access_key_id': 'AKIDhush', 'secret_access_key': 'hush-of-the-settings', 'timeout': 5,
                                 'accounts': [{'name': 'testing', 'role_arn': '%s', 'external_id': 'hush-hush'}]}}
                        """.formatted(ROLE))
                .configured("token.json", "{'host': {'http': {'token': 'hush-token'}, 'registry': {'timeout': 1}}}")
                .configured("broker.json", "{'host': {'rabbitmq': {'brokers': 'amqp://sensu:hush@127.0.0.1:1/'}}}")
                .configured("other.json", "{'pagerduty': {'api_key': 'hush', 'proxy': 'http://user:hush@host'}}");
    }

    @AfterEach
    void stop() {
        emulator.close();
        sensu.close();
    }

    @Test
    void nothingThatTheDaemonSaysOrWritesHoldsASecret() throws Exception {
        StringBuilder said = new StringBuilder();
        try (RunningDaemon daemon = installation.start()) {
            send(EVENTS, daemon, said);
            sensu.always(Misbehaviour.status(500));
            send(EVENTS.subList(0, 1), daemon, said);
            quoteSecrets();
            send(EVENTS, daemon, said);
            ask(daemon, said);
            installation.configured("keys.json", "{'ec2': {'secret_access_key': 'hush\n'}}");
            daemon.signal("HUP");
            daemon.awaitInLog("Not reloaded");
            ask(daemon, said);
            assertThat(daemon.get("/info", "Authorization", "Bearer hush-guess").statusCode())
                    .isEqualTo(401);
            daemon.signal("TERM");
            daemon.exitCode();
            said.append(daemon.everythingSaid());
        }
        said.append(Files.readString(installation.auditFile()));

        assertThat(said)
                .contains("deregistered", "invalid_client_settings", "registry_failed", "level=debug")
                .contains("REDACTED", "sensu_host_events_total", "keys.json")
                .doesNotContainIgnoringCase(MARK)
                .doesNotContain(BASIC);
    }

    /** Each time from other clients, since one is not handled again so soon. */
    private void send(List<String> events, RunningDaemon daemon, StringBuilder said) throws Exception {
        for (String event : events) {
            clients++;
            String client = "web-" + clients;
            sensu.with(Sent.client(client, ID));
            String json = event.replace('\'', '"').replace("web-1", client);
            said.append(daemon.post("/events?wait=true", json, "Authorization", "Bearer hush-token")
                    .body());
            daemon.sendOverTcp(json);
        }
    }

    private static void ask(RunningDaemon daemon, StringBuilder said) throws Exception {
        for (String path : List.of("/health", "/metrics", "/clients", "/results", "/info")) {
            said.append(daemon.get(path, "Authorization", "Bearer hush-token").body());
        }
    }

    /** As AWS does where a signature or a role's trust does not fit. */
    private void quoteSecrets() {
        quote(call -> call.accessKeyId().equals("AKIDhush"), "AKIDhush hush-of-the-settings");
        quote(call -> call.accessKeyId().equals("AKIDhushC"), "AKIDhushC hush-of-the-client");
        quote(Call.to(Service.STS), "AKIDhush hush-hush");
    }

    private void quote(Predicate<Call> about, String secrets) {
        emulator.faults().always(about, Fault.error(403, "AccessDenied", "it is not right: " + secrets));
    }

    @Test
    void nothingThatCommandsSayHoldsASecret() throws Exception {
        Map<String, String> proxy = Map.of("HTTP_PROXY", "http://user:hush@127.0.0.1:1");
        Map<String, String> brokenProxy =
                Map.of("HTTP_PROXY", "http://user:hu^hush@127.0.0.1:1", "HTTPS_PROXY", "hush");
        String event = clientWith("'timeout': 1").replace('\'', '"');

        StringBuilder said = new StringBuilder();
        said.append(installation.run(proxy, event, "handle"));
        said.append(installation.run(brokenProxy, event, "handle"));
        said.append(installation.run(Map.of(), "", "-o", "table", "config", "--online"));
        installation.configured("bad.json", "{'ec2': {'secret_access_key': 'hush', 'region': hush}}");
        said.append(installation.run(Map.of(), "", "config"));

        assertThat(said)
                .contains("bad.json", "REDACTED", "testing")
                .doesNotContainIgnoringCase(MARK)
                .doesNotContain(BASIC);
    }
}
