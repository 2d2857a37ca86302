package io.sensuhost.ec2.suite;

import io.sensuhost.api.testkit.EventBuilder;
import io.sensuhost.api.testkit.IntegrationContract;
import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.World;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** What every integration must keep to, between an emulated AWS and fakes of the host. */
public abstract class Ec2Contract extends IntegrationContract {

    private final World world = new World();
    private final Emulator emulator = Emulator.start(world);

    @Override
    protected Map<String, ?> settings() {
        world.fleet("us-east-1").put(Bench.WEB, InstanceState.TERMINATED);
        return settings(emulator.endpoint().toString());
    }

    @Override
    protected Map<String, ?> settingsWhereNothingAnswers() {
        return settings("http://127.0.0.1:1");
    }

    private static Map<String, ?> settings(String endpoint) {
        return Map.of(
                "access_key_id",
                Bench.KEY,
                "secret_access_key",
                Bench.SECRET,
                "endpoint",
                endpoint,
                "sts_endpoint",
                endpoint);
    }

    @Override
    protected EventBuilder event() {
        return EventBuilder.keepaliveOf("web-1").with("ec2", Map.of("instance_id", Bench.WEB));
    }

    @AfterEach
    void closeTheEmulator() {
        emulator.close();
    }
}
