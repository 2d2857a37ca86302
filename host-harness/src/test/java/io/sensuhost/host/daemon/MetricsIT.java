package io.sensuhost.host.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.World;
import io.sensuhost.host.registry.FakeSensuCore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The metrics of a daemon to which everything has happened that is counted, but nothing with RabbitMQ, against what the page
 * for operators says.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
final class MetricsIT {

    private static final Path PAGE = Path.of("../docs/metrics.md");
    private static final Path REFERENCE = Path.of("../docs/reference/ec2.md");

    @TempDir
    private Path directory;

    @Test
    void allThatAreShownAreOnThePageAndNoneOfTheHostIsThereThatIsNotShown() throws Exception {
        try (Emulator emulator = Emulator.start(new World());
                FakeSensuCore sensu = new FakeSensuCore()) {
            emulator.world().fleet("us-east-1").put(Sent.instance(1), InstanceState.STOPPED);
            sensu.with(Sent.client("web-1", Sent.instance(1)));
            Installation installation = Installation.in(directory, emulator)
                    .tellingSensuCore(sensu.url())
                    .configured(
                            "guard.json", "{'host': {'deregistration_guard': {'min_allowed': 0, 'max_fraction': 0}}}");
            try (RunningDaemon daemon = installation.start()) {
                daemon.signal("HUP");
                daemon.awaitInLog("Reloaded");
                daemon.sendOverTcp(Sent.event("web-1", Sent.instance(1)));
                assertThat(daemon.nextLine().get("code").asText()).isEqualTo("deregistration_guard");
                daemon.get("/info");
                daemon.awaitMetric("sensu_host_reloads_total", 1);

                Set<String> shown =
                        found("(?m)^# TYPE (\\S+)", daemon.get("/metrics").body());
                Set<String> told = found("(?m)^\\| `(sensu_host_\\w+)", Files.readString(PAGE));
                found("(?m)^\\| `(ec2_\\w+)", Files.readString(REFERENCE)).forEach(name -> {
                    told.add(name);
                    told.add(name + "_total");
                });

                System.out.println(shown.size() + " metrics shown, " + told.size() + " on the page");
                assertThat(told).containsAll(shown);
                assertThat(shown).containsAll(ofTheHost(told));
            }
        }
    }

    private static Set<String> ofTheHost(Set<String> names) {
        return names.stream()
                .filter(name -> name.startsWith("sensu_host_") && !name.startsWith("sensu_host_rabbitmq_"))
                .collect(Collectors.toSet());
    }

    private static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }
}
