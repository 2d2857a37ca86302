package io.sensuhost.ec2.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.testkit.InMemoryMetrics;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.ec2.settings.Access;
import io.sensuhost.ec2.settings.Account;
import io.sensuhost.ec2.settings.Declarations;
import io.sensuhost.ec2.settings.Ec2Settings;
import io.sensuhost.ec2.settings.Keys;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkGlobalTime;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;

/** A machine whose clock is wrong, or is set: AWS refuses what is signed at another time, and says what time it is. */
class ClockSkewTest {

    private static final Account ROLE = new Account(
            "testing",
            "arn:aws:iam::111111111111:role/readonly",
            Optional.empty(),
            Optional.empty(),
            "sensu-host",
            Duration.ofHours(1));

    private final PunctualHttp aws = new PunctualHttp();
    private final ManualClock clock = new ManualClock();

    /** The SDK knows of one clock for all of a process. */
    @AfterEach
    @BeforeEach
    void reset() {
        SdkGlobalTime.setGlobalTimeOffset(0);
    }

    @Test
    void aClockThatStepsAnHourBackAndForthCostsOneRefusalEachTime() {
        describeAcrossSteps(Optional.empty());

        assertThat(aws.answers())
                .containsExactly("ec2 200", "ec2 400", "ec2 200", "ec2 400", "ec2 200", "ec2 400", "ec2 200");
    }

    @Test
    void aRolesSessionOutlivesThem() {
        describeAcrossSteps(Optional.of(ROLE));

        assertThat(aws.answers()).startsWith("sts 200", "ec2 200").endsWith("ec2 200");
        assertThat(aws.answers()).filteredOn("sts 200"::equals).hasSize(1);
    }

    @Test
    void aRoleIsAssumedByAClockThatIsAnHourOff() {
        describe(Optional.of(ROLE), List.of(Duration.ofHours(-1)));

        assertThat(aws.answers()).contains("sts 200").endsWith("ec2 200");
    }

    private void describeAcrossSteps(Optional<Account> role) {
        describe(role, List.of(Duration.ZERO, Duration.ofHours(1), Duration.ZERO, Duration.ofHours(-1)));
    }

    private void describe(Optional<Account> role, List<Duration> steps) {
        Ec2Settings settings = Ec2Settings.of(Declarations.SETTINGS.read("ec2", Map.of()));
        Access access = new Access(new Keys.Pair("AKID", "hush"), role, "us-east-1");
        try (Connections connections = new Connections(settings, clock, new InMemoryMetrics(), aws);
                Connection connection = connections.open(access)) {
            for (Duration ahead : steps) {
                aws.setAhead(ahead);
                connection.describe(
                        DescribeInstancesRequest.builder().build(), Duration.ofSeconds(30), Connection.UNHEARD);
            }
        }
    }
}
