package io.sensuhost.bench;

import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.Role;
import io.sensuhost.host.emulator.World;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The machines of a storm, and the events that tell of them: each second one in another account, which a role must be
 * assumed for, and of either account's half terminated.
 *
 * @param size how many machines
 */
public record BenchFleet(int size) {

    private static final String REGION = "us-west-2";
    private static final String OTHER_ACCOUNT = "210987654321";
    private static final String HOME_ROLE = "arn:aws:iam::123456789012:role/sensu-host";
    private static final String OTHER_ROLE = "arn:aws:iam::" + OTHER_ACCOUNT + ":role/sensu-host";

    /** Lets the machines exist. */
    public void putInto(World world) {
        world.role(Role.of(HOME_ROLE)).role(Role.of(OTHER_ROLE));
        for (int machine = 0; machine < size; machine++) {
            InstanceState state = isTerminated(machine) ? InstanceState.TERMINATED : InstanceState.RUNNING;
            (isElsewhere(machine) ? world.fleet(OTHER_ACCOUNT, REGION) : world.fleet(REGION)).put(id(machine), state);
        }
    }

    private static boolean isElsewhere(int machine) {
        return machine % 2 == 1;
    }

    /** Whether a machine is gone. */
    public static boolean isTerminated(int machine) {
        return machine / 2 % 2 == 1;
    }

    /** The id of a machine's instance. */
    public static String id(int machine) {
        return "i-%017x".formatted(0x0a00_0000_0000L + machine);
    }

    /** Settings with which the host finds both accounts. */
    public static String configuration(String endpoint) {
        return """
                {"ec2": {"region": "%s", "access_key_id": "AKIABENCHBENCHBENCH1", "secret_access_key": "bench",
                  "endpoint": "%s", "sts_endpoint": "%s", "allowed_instance_states": ["running", "pending"],
                  "timeout": 60,
                  "accounts": [{"name": "home", "role_arn": "%s"}, {"name": "other", "role_arn": "%s"}]},
                 "host": {"registry": {"type": "embedded"},
                  "tcp": {"bind": "127.0.0.1", "port": 0}, "http": {"bind": "127.0.0.1", "port": 0}}}
                """.formatted(REGION, endpoint, endpoint, HOME_ROLE, OTHER_ROLE);
    }

    /** The event of each machine, in the size and shape that Sensu Core sends. */
    public Stream<byte[]> events() {
        return IntStream.range(0, size).mapToObj(BenchFleet::event);
    }

    /** The id of a machine in the account whose keys are configured; every second machine of a fleet is in it. */
    static String idInOwnAccount(int number) {
        return id(2 * number);
    }

    /** The event of such a machine, for which no role is assumed. */
    static byte[] eventInOwnAccount(int number) {
        String event = new String(event(2 * number), StandardCharsets.UTF_8);
        return event.replaceFirst(",\"account\":\"[a-z]*\"", "").getBytes(StandardCharsets.UTF_8);
    }

    /** The event of one machine, on one line. */
    public static byte[] event(int machine) {
        return """
                {"id":"751112d1-53dd-41de-8819-%012x","client":{"name":"web-%d","address":"10.0.0.2",\
                "subscriptions":["base","aws","client:web-%d"],"environment":"production",\
                "socket":{"port":3030,"bind":"127.0.0.1"},"http_socket":{"enabled":false,"bind":"127.0.0.1","port":3031},\
                "keepalive":{"thresholds":{"warning":120,"critical":180},"handlers":["ec2"],"refresh":1800},\
                "ec2":{"instance_id":"%s","account":"%s"},\
                "version":"1.9.0","timestamp":1795403527},"check":{"thresholds":{"warning":120,"critical":180},\
                "handlers":["ec2"],"name":"keepalive","issued":1795403752,"executed":1795403752,\
                "output":"No keepalive sent from client for 225 seconds (>=180)","status":2,"type":"standard",\
                "history":["0","0","1","1","2"],"total_state_change":9},"occurrences":1,"occurrences_watermark":1,\
                "last_ok":1795403527,"action":"create","timestamp":1795403752,"last_state_change":1795403752,\
                "silenced":false,"silenced_by":[]}
                """.formatted(machine, machine, machine, id(machine), isElsewhere(machine) ? "other" : "home")
                .getBytes(StandardCharsets.UTF_8);
    }
}
