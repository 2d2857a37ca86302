package io.sensuhost.ec2.suite;

import static io.sensuhost.ec2.suite.Bench.KEY;
import static io.sensuhost.ec2.suite.Bench.ROLE;
import static io.sensuhost.ec2.suite.Bench.SECRET;
import static io.sensuhost.ec2.suite.Bench.WEB;
import static io.sensuhost.ec2.suite.Bench.keepaliveOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Result;
import io.sensuhost.api.testkit.EventBuilder;
import io.sensuhost.host.emulator.Call;
import io.sensuhost.host.emulator.Fault;
import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.Role;
import io.sensuhost.host.emulator.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Secrets are in no result and no metric, not even where AWS quotes them. */
interface Secrecy extends OnTheBench {

    String EXTERNAL_ID = "external-id-of-the-trust";
    String CLIENT_KEY = "AKIDOFTHECLIENT";
    String CLIENT_SECRET = "secret-of-the-client";

    @Test
    default void noSecretIsShown() {
        bench().withAccount(Role.of(ROLE), Map.of("external_id", EXTERNAL_ID));
        bench().fleet().put(WEB, InstanceState.TERMINATED);
        Map<String, String> keys = Map.of("access_key_id", CLIENT_KEY, "secret_access_key", CLIENT_SECRET);
        List<EventBuilder> events = List.of(
                keepaliveOf(WEB),
                keepaliveOf(WEB, keys),
                keepaliveOf(WEB, Map.of("account", "sensu-testing")),
                keepaliveOf(WEB, Map.of("access_key_id", CLIENT_KEY)),
                keepaliveOf(WEB, Map.of("secret_access_key", CLIENT_SECRET, "timeout", "x")),
                keepaliveOf(WEB, Map.of("access_key_id", List.of(CLIENT_KEY))));
        List<String> shown = new ArrayList<>();
        bench().handle(events).forEach(result -> shown.add(shown(result)));
        for (int status : List.of(400, 403, 500)) {
            bench().emulator().faults().clear();
            quote(status, Call.to(Service.EC2), "ASIA5SESSIONKEYIDXYZ", "FwoGZXIvYXdzEJr".repeat(10));
            quote(status, Call.to(Service.STS), KEY, SECRET, EXTERNAL_ID);
            quote(status, by(KEY), KEY, SECRET);
            quote(status, by(CLIENT_KEY), CLIENT_KEY, CLIENT_SECRET);
            bench().handle(events).forEach(result -> shown.add(shown(result)));
            bench().clock().advance(Duration.ofHours(1));
            bench().handle(events).forEach(result -> shown.add(shown(result)));
        }
        bench().metrics().series().forEach(series -> shown.add(series.toString()));
        bench().registry().deregistrations().forEach(wish -> shown.add(wish.reason() + wish.details()));

        assertThat(shown)
                .hasSizeGreaterThan(30)
                .anyMatch(text -> text.contains("AssumeRole") && text.contains("REDACTED"));
        assertThat(shown)
                .allSatisfy(text -> assertThat(text)
                        .doesNotContain(
                                KEY, SECRET, EXTERNAL_ID, CLIENT_KEY, CLIENT_SECRET, "ASIA", "FwoGZXIvYXdzEJr"));
    }

    private static Predicate<Call> by(String key) {
        return Call.to(Service.EC2).and(call -> call.accessKeyId().equals(key));
    }

    private void quote(int status, Predicate<Call> about, String... secrets) {
        bench().emulator()
                .faults()
                .always(about, Fault.error(status, "Quoting", "It is not right: " + String.join(" ", secrets)));
    }

    private static String shown(Result result) {
        return result.code() + result.reason() + result.details();
    }
}
