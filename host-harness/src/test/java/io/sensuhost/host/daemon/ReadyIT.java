package io.sensuhost.host.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.Role;
import io.sensuhost.host.emulator.World;
import io.sensuhost.host.registry.FakeSensuCore;
import io.sensuhost.host.registry.TestAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** What a daemon has done by the time that it says it is ready, and what it has not. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
@Tag("slow")
final class ReadyIT {

    private static final String ID = Sent.instance(1);
    private static final String NEXT = Sent.instance(2);
    private static final String OTHER = "210987654321";
    private static final String ROLE = "arn:aws:iam::" + OTHER + ":role/reader";

    /** An HTTP client of the rehearsal's ends once it is collected, which may be at any time. */
    private static final Pattern CLIENT_THAT_ENDS = Pattern.compile("jdk\\.internal\\.net\\.http\\.|LLSpliterator");

    @TempDir
    private Path directory;

    private Emulator emulator;
    private FakeSensuCore sensu;
    private Installation installation;

    @BeforeEach
    void start() throws Exception {
        emulator = Emulator.start(new World());
        emulator.world().fleet("us-east-1").put(NEXT, InstanceState.TERMINATED);
        sensu = new FakeSensuCore();
        sensu.with(Sent.client("web-1", ID), Sent.client("web-2", NEXT));
        installation = Installation.in(directory, emulator)
                .tellingSensuCore(sensu.url())
                .asInProduction();
    }

    @AfterEach
    void stop() {
        sensu.close();
        emulator.close();
    }

    @Test
    void itHasAskedDeletedCountedAuditedAndWarnedOfNothing() throws Exception {
        try (RunningDaemon daemon = installation.with("-L", "info").start()) {
            assertThat(emulator.journal().entries()).isEmpty();
            assertThat(sensu.requests()).isEmpty();
            assertThat(installation.auditFile())
                    .satisfiesAnyOf(
                            file -> assertThat(file).doesNotExist(),
                            file -> assertThat(file).isEmptyFile());
            assertThat(daemon.metric("sensu_host_events_total")).isZero();
            assertThat(daemon.metric("sensu_host_registry_calls_total")).isZero();
            assertThat(daemon.json("/results")).isEmpty();
            // What a rehearsal's own daemons have to say concerns nobody.
            assertThat(daemon.logUpTo("Started: ")).doesNotContain("level=warn", "level=error");

            daemon.signal("TERM");
            assertThat(daemon.exitCode()).isZero();
            assertThat(daemon.lastLines()).isEmpty();
        }
    }

    /** With AWS TLS is spoken, whose classes are hundreds of their own. */
    @Test
    void itHasTheClassesAndTheConnectionsThatTheFirstEventsTakeWithARoleAndWithout() throws Exception {
        emulator.world().role(Role.of(ROLE)).fleet(OTHER, "us-east-1").put(ID, InstanceState.TERMINATED);
        TestAuthority authority = new TestAuthority(directory);
        Path log = directory.resolve("classes.log");
        try (TlsFront aws = TlsFront.of(emulator.endpoint(), authority.forServer())) {
            installation
                    .configured(
                            "tls.json",
                            "{'ec2': {'endpoint': '%1$s', 'sts_endpoint': '%1$s', 'accounts': [{'name': 'other', 'role_arn': '%2$s'}]}}"
                                    .formatted(aws.endpoint(), ROLE))
                    .with("-L", "debug")
                    .withJava(authority.toBeTrusted())
                    .withJava("-Xlog:class+load:file=" + log);
            try (RunningDaemon daemon = installation.start()) {
                // Where there is not time enough it goes on all the same, and says so.
                assumeThat(daemon.logUpTo("Started: "))
                        .doesNotContain("Not rehearsed", "did not get ready", "Not connected to");
                List<String> before = Files.readAllLines(log);
                int connections = aws.connections();

                daemon.sendOverTcp(
                        Sent.event("web-1", ID).replace("\"instance_id\"", "\"account\": \"other\", \"instance_id\""));
                assertThat(daemon.nextLine().get("action").asText()).isEqualTo("deregistered");
                daemon.sendOverTcp(Sent.event("web-2", NEXT));
                assertThat(daemon.nextLine().get("action").asText()).isEqualTo("deregistered");

                assertThat(aws.connections()).isEqualTo(connections);
                List<String> after = Files.readAllLines(log);
                assertThat(after.subList(before.size(), after.size()))
                        .filteredOn(loaded -> !CLIENT_THAT_ENDS.matcher(loaded).find())
                        .hasSizeLessThan(10);
            }
        }
    }
}
