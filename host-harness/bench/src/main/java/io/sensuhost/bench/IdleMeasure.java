package io.sensuhost.bench;

import io.sensuhost.host.testkit.Harness;
import io.sensuhost.host.testkit.PluginUnderTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** One event on an idle host with the built plugin, beside one bare call of the SDK, in turn. */
final class IdleMeasure {

    private static final int WARM_UP = 100;
    private static final int PAIRS = 200;

    /** Below what the throttle lets through: ten calls a second, and each pair makes two. */
    private static final long PAUSE_MILLIS = 220;

    private IdleMeasure() {}

    static void run() throws Exception {
        try (EmulatorProcess emulator = EmulatorProcess.start(2 * (PAIRS + WARM_UP));
                PluginUnderTest plugin = PluginUnderTest.ofJar(jar());
                Harness harness = Harness.start(plugin, settings(emulator));
                Ec2Client sdk = client(emulator)) {
            Samples event = new Samples();
            Samples bare = new Samples();
            for (int pair = -WARM_UP; pair < PAIRS; pair++) {
                int machine = pair + WARM_UP;
                String json = new String(BenchFleet.eventInOwnAccount(machine), StandardCharsets.UTF_8);
                (pair < 0 ? new Samples() : event).time(() -> harness.handle(json));
                (pair < 0 ? new Samples() : bare)
                        .time(() -> sdk.describeInstances(ask -> ask.instanceIds(BenchFleet.idInOwnAccount(machine))));
                Thread.sleep(PAUSE_MILLIS);
            }
            System.out.printf(
                    "| event, ms | bare call, ms | more, median of %d pairs, ms |%n|---|---|---|%n| %.2f | %.2f | %.2f |%n",
                    PAIRS, event.median(), bare.median(), event.medianMoreThan(bare));
        }
    }

    private static Path jar() throws Exception {
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("sensu-host.home"), "plugins"))) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("ec2"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Map<String, ?> settings(EmulatorProcess emulator) {
        return Map.of(
                "region", "us-west-2",
                "access_key_id", "AKIABENCHBENCHBENCH1",
                "secret_access_key", "bench",
                "endpoint", emulator.endpoint());
    }

    private static Ec2Client client(EmulatorProcess emulator) {
        return Ec2Client.builder()
                .region(Region.US_WEST_2)
                .endpointOverride(java.net.URI.create(emulator.endpoint()))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIABENCHBENCHBENCH1", "bench")))
                .httpClient(Apache5HttpClient.create())
                .build();
    }
}
