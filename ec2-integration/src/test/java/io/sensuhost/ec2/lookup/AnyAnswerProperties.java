package io.sensuhost.ec2.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import io.sensuhost.api.HostClock;
import io.sensuhost.api.Metrics;
import io.sensuhost.api.testkit.InMemoryMetrics;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.api.testkit.Mutations;
import io.sensuhost.ec2.access.Connections;
import io.sensuhost.ec2.decision.Observation.Way;
import io.sensuhost.ec2.settings.Access;
import io.sensuhost.ec2.settings.Account;
import io.sensuhost.ec2.settings.Declarations;
import io.sensuhost.ec2.settings.Ec2Settings;
import io.sensuhost.ec2.settings.Keys;
import io.sensuhost.host.emulator.Call;
import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.Fault;
import io.sensuhost.host.emulator.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/** Whatever EC2, STS or something in between answers, nothing is believed that was not said. */
class AnyAnswerProperties {

    private static final String A = "i-0000000a";
    private static final String B = "i-0000000b";
    private static final String SECRET = "wJalrXUtnFEMIK7MDENG";

    private static final byte[] INSTANCES = ("<DescribeInstancesResponse><requestId>x</requestId><reservationSet><item>"
                    + "<instancesSet><item><instanceId>" + A + "</instanceId><instanceState><code>16</code>"
                    + "<name>running</name></instanceState></item></instancesSet></item></reservationSet>"
                    + "</DescribeInstancesResponse>")
            .getBytes(UTF_8);

    private static final byte[] ERROR = ("<Response><Errors><Error><Code>InvalidInstanceID.NotFound</Code><Message>The"
                    + " instance IDs '" + A + ", " + B + "' do not exist</Message></Error></Errors>"
                    + "<RequestID>x</RequestID></Response>")
            .getBytes(UTF_8);

    private static final byte[] SESSION =
            ("<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA0</AccessKeyId>"
                            + "<SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>"
                            + "<Expiration>2100-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>")
                    .getBytes(UTF_8);

    private static final Emulator EMULATOR = Emulator.start(new World());
    private static final Connections CONNECTIONS = connections();
    private static final Eye OWN = eye(Optional.empty());

    @AfterContainer
    static void close() {
        OWN.close();
        CONNECTIONS.close();
        EMULATOR.close();
    }

    @Property
    void anyTextOfANotFoundNamesNoneButWhatWasAskedFor(@ForAll String text, @ForAll Random random) {
        String damaged = new String(Mutations.of((text + " '" + A + ", " + B + "'").getBytes(UTF_8), random), UTF_8);
        Refusals refusals = new Refusals(access(Optional.empty()));

        for (String code : List.of("InvalidInstanceID.NotFound", "InvalidInstanceID.Malformed", damaged)) {
            Answer answer = refusals.read(error(code, damaged + SECRET), question());

            if (answer instanceof Answer.NotFound missing) {
                assertThat(missing.named())
                        .isSubsetOf(A, B)
                        .allSatisfy(id -> assertThat(damaged).contains(id));
            } else if (answer instanceof Answer.Malformed malformed) {
                assertThat(malformed.named()).isSubsetOf(A, B).isNotEmpty();
                assertFitToBeShown(malformed.why());
            } else {
                assertFitToBeShown(((Answer.Failure) answer).why());
            }
        }
    }

    @Property
    void anyDamageToInstancesIsAnAnswerOrAFailure(@ForAll Random random) {
        EMULATOR.faults().clear();
        String body = new String(Mutations.of(INSTANCES, random), UTF_8);
        EMULATOR.faults().always(Call.any(), Fault.body(200, body));

        Answer answer = look(OWN);

        if (answer instanceof Answer.Instances instances) {
            assertThat(instances.seen().keySet()).isSubsetOf(A, B);
        } else {
            assertFitToBeShown(((Answer.Failure) answer).why());
        }
    }

    @Property
    void anyDamageToAnErrorIsNoInstance(@ForAll Random random, @ForAll("refusals") int status) {
        EMULATOR.faults().clear();
        EMULATOR.faults().always(Call.any(), Fault.body(status, new String(Mutations.of(ERROR, random), UTF_8)));

        Answer answer = look(OWN);

        if (answer instanceof Answer.NotFound missing) {
            assertThat(missing.named()).isSubsetOf(Set.of(A, B));
        } else {
            assertFitToBeShown(((Answer.Failure) answer).why());
        }
    }

    @Property
    void anyDamageToASessionIsASessionOrAFailure(@ForAll Random random, @ForAll("statuses") int status) {
        EMULATOR.faults().clear();
        EMULATOR.faults()
                .always(Call.of("AssumeRole"), Fault.body(status, new String(Mutations.of(SESSION, random), UTF_8)));
        try (Eye eye = eye(Optional.of(new Account(
                "testing",
                "arn:aws:iam::111111111111:role/readonly",
                Optional.empty(),
                Optional.empty(),
                "sensu-host",
                Duration.ofMinutes(60))))) {
            assertThat(look(eye)).isInstanceOfAny(Answer.Failure.class, Answer.NotFound.class);
        }
    }

    @Property(tries = 1)
    void anAnswerThatIsNestedWithoutEndIsNotOneOfEc2s() {
        for (int status : List.of(200, 400)) {
            EMULATOR.faults().clear();
            EMULATOR.faults()
                    .always(
                            Call.any(),
                            Fault.body(status, "<R>" + "<a>".repeat(200_000) + "</a>".repeat(200_000) + "</R>"));

            assertFitToBeShown(((Answer.Failure) look(OWN)).why());
        }
    }

    @Provide
    Arbitrary<Integer> statuses() {
        return Arbitraries.of(200, 200, 204, 302, 400, 403);
    }

    @Provide
    Arbitrary<Integer> refusals() {
        return Arbitraries.of(302, 400, 400, 400, 403, 404, 418);
    }

    private static Answer look(Eye eye) {
        return eye.look(question(), Duration.ofSeconds(2), throttled -> {}).answer();
    }

    private static void assertFitToBeShown(String why) {
        assertThat(why)
                .isNotBlank()
                .hasSizeLessThan(600)
                .doesNotContain(SECRET)
                .doesNotContain("Error: ", "java.lang.")
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
    }

    private static Question question() {
        return new Question(Way.BY_ID, Stream.of(A, B).map(Inquiry::new).toList(), List.of(), new Patience());
    }

    private static RuntimeException error(String code, String message) {
        return Ec2Exception.builder()
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .build();
    }

    private static Access access(Optional<Account> account) {
        return new Access(new Keys.Pair("AKIDEXAMPLE", SECRET), account, "us-west-2");
    }

    private static Eye eye(Optional<Account> account) {
        Access access = access(account);
        return new Ec2Eye(
                () -> CONNECTIONS.open(access),
                new ManualClock(),
                new LookupMetrics(new InMemoryMetrics(), List.of("region", "here", "account", "own")),
                new Refusals(access));
    }

    private static Connections connections() {
        String endpoint = EMULATOR.endpoint().toString();
        return Guice.createInjector(binder -> {
                    binder.bind(HostClock.class).toInstance(new ManualClock());
                    binder.bind(Metrics.class).toInstance(new InMemoryMetrics());
                    binder.bind(Ec2Settings.class)
                            .toInstance(Ec2Settings.of(Declarations.SETTINGS.read(
                                    "ec2", Map.of("endpoint", endpoint, "sts_endpoint", endpoint))));
                })
                .getInstance(Connections.class);
    }
}
