package io.sensuhost.host.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.Fleet;
import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.World;
import io.sensuhost.host.registry.FakeSensuCore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** What a daemon that was killed leaves to its successor. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
@Tag("slow")
final class CrashIT {

    private static final int FLEET = 300;
    private static final int BUDGET = 60;

    /** Requests to the registry that may be under way when it is killed, their audit lines unwritten. */
    private static final int IN_FLIGHT = 8;

    @TempDir
    private Path directory;

    private final FakeSensuCore sensu = new FakeSensuCore();

    /** A third of the clients has to stay, a third is gone for certain, a third is stopped: those need budget. */
    @Test
    void afterAKillInTheMiddleOfAStormTheBudgetIsWhatItWasAndTheNextEventsDoTheRest() throws Exception {
        try (Emulator emulator = Emulator.start(new World());
                sensu) {
            fill(emulator.world().fleet("us-east-1"));
            Installation installation = Installation.in(directory, emulator)
                    .tellingSensuCore(sensu.url())
                    .configured(
                            "guard.json",
                            "{'host': {'deregistration_guard': {'min_allowed': %d, 'max_fraction': 0}}}"
                                    .formatted(BUDGET));
            try (RunningDaemon daemon = installation.start()) {
                sendAll(daemon);
                sensu.awaitRequests("DELETE", FLEET / 6);
                daemon.signal("KILL");
                daemon.exitCode();
            }
            int deleted = sensu.requests("DELETE").size();
            long audited = counted(installation.auditFile());

            try (RunningDaemon daemon = installation.start()) {
                double left = daemon.metric("sensu_host_deregistration_guard_left");
                sendAll(daemon);
                daemon.nextLines(FLEET);

                System.out.printf(
                        "killed after %d deletions, %d of them counted; %s of %d left; in the end %d clients of %d%n",
                        deleted, audited, left, BUDGET, known(0, 1), FLEET);
                assertThat(deleted).isBetween(1, FLEET / 3 + BUDGET);
                assertThat(left).isEqualTo((double) (BUDGET - audited));
                assertThat(known(0, 3)).as("running").isEqualTo(FLEET / 3);
                assertThat(known(1, 3)).as("terminated").isZero();
                assertThat(known(2, 3))
                        .as("stopped")
                        .isBetween((long) FLEET / 3 - BUDGET, FLEET / 3 - BUDGET + (long) IN_FLIGHT);
                assertThat(daemon.metric("sensu_host_deregistration_guard_held"))
                        .isEqualTo((double) known(2, 3));
            }
        }
    }

    private void fill(Fleet fleet) {
        InstanceState[] states = {InstanceState.RUNNING, InstanceState.TERMINATED, InstanceState.STOPPED};
        for (int i = 0; i < FLEET; i++) {
            fleet.put(Sent.instance(i), states[i % 3]);
            sensu.with(Sent.client("web-" + i, Sent.instance(i)));
        }
    }

    private static void sendAll(RunningDaemon daemon) throws Exception {
        for (int i = 0; i < FLEET; i++) {
            daemon.sendOverTcp(Sent.event("web-" + i, Sent.instance(i)));
        }
    }

    /** How many deletions had begun that count in the guard's window, as the audit file has it. */
    private static long counted(Path audit) throws Exception {
        return Files.readString(audit)
                .lines()
                .filter(line -> line.endsWith("}") && line.contains("\"what\":\"deregistering\""))
                .count();
    }

    private long known(int first, int step) {
        return IntStream.iterate(first, i -> i < FLEET, i -> i + step)
                .filter(i -> sensu.knows("web-" + i))
                .count();
    }
}
