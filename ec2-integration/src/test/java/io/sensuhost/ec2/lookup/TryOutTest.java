package io.sensuhost.ec2.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import io.sensuhost.api.Finding;
import io.sensuhost.api.Finding.Judgement;
import io.sensuhost.api.HostClock;
import io.sensuhost.api.Metrics;
import io.sensuhost.api.testkit.InMemoryMetrics;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.ec2.access.Connections;
import io.sensuhost.ec2.settings.Access;
import io.sensuhost.ec2.settings.Declarations;
import io.sensuhost.ec2.settings.Ec2Settings;
import io.sensuhost.ec2.settings.Keys;
import io.sensuhost.host.emulator.Call;
import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.Fault;
import io.sensuhost.host.emulator.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TryOutTest {

    @Test
    void eachPlaceIsToldOfInItsOrder() {
        try (Emulator emulator = Emulator.start(new World());
                Connections connections = connections(emulator)) {
            emulator.faults()
                    .always(
                            Call.inRegion("eu-west-1").and(Call.of("DescribeInstances")),
                            Fault.error(403, "UnauthorizedOperation", "You may not"));

            List<Finding> findings = new TryOut(connections)
                    .of(List.of(access("us-west-2"), access("eu-west-1"), access("ap-south-1")))
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();

            assertThat(findings)
                    .containsExactly(
                            new Finding(
                                    Judgement.GOOD,
                                    "us-west-2",
                                    "arn:aws:iam::123456789012:user/emulated may call ec2:DescribeInstances"),
                            new Finding(
                                    Judgement.BAD,
                                    "eu-west-1",
                                    "EC2 in eu-west-1: UnauthorizedOperation, You may not; do the credentials allow"
                                            + " ec2:DescribeInstances?"),
                            new Finding(
                                    Judgement.GOOD,
                                    "ap-south-1",
                                    "arn:aws:iam::123456789012:user/emulated may call ec2:DescribeInstances"));
        }
    }

    private static Connections connections(Emulator emulator) {
        String endpoint = emulator.endpoint().toString();
        return Guice.createInjector(binder -> {
                    binder.bind(HostClock.class).toInstance(new ManualClock());
                    binder.bind(Metrics.class).toInstance(new InMemoryMetrics());
                    binder.bind(Ec2Settings.class)
                            .toInstance(Ec2Settings.of(Declarations.SETTINGS.read(
                                    "ec2", Map.of("endpoint", endpoint, "sts_endpoint", endpoint))));
                })
                .getInstance(Connections.class);
    }

    private static Access access(String region) {
        return new Access(new Keys.Pair("AKID", "hush"), Optional.empty(), region);
    }
}
