package io.sensuhost.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Event;
import io.sensuhost.api.testkit.EventBuilder;
import io.sensuhost.host.Host;
import io.sensuhost.host.HostOptions;
import io.sensuhost.host.config.ConfigurationSources;
import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.InstanceState;
import io.sensuhost.host.emulator.Role;
import io.sensuhost.host.emulator.World;
import io.sensuhost.host.plugins.PluginSources;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plugin leaves behind when it has been used and unloaded: nothing. */
@Tag("slow")
final class PluginUnloadIT {

    private static final int CYCLES = Integer.getInteger("proof.cycles");
    private static final Pattern OF_THE_PLUGIN =
            Pattern.compile("ec2-|integration-|sdk-|idle-connection-reaper|HTTP-Dispatcher");

    @TempDir
    private Path directory;

    @Test
    void noClassLoaderAndNoThreadOfThePluginIsLeftAfterManyCycles() throws Exception {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        try (Emulator emulator = Emulator.start(new World())) {
            emulator.world().fleet("us-east-1").put("i-0a1b2c3d4e5f60718", InstanceState.RUNNING);
            emulator.world().role(Role.of("arn:aws:iam::444444444444:role/reader"));
            emulator.world().fleet("444444444444", "us-east-1").put("i-0a1b2c3d4e5f60719", InstanceState.TERMINATED);
            Files.writeString(directory.resolve("ec2.json"), """
                    {"ec2": {"endpoint": "%1$s", "sts_endpoint": "%1$s", "access_key_id": "a", "secret_access_key": "s",
                             "accounts": [{"name": "orchard", "role_arn": "arn:aws:iam::444444444444:role/reader"}]}}
                    """.formatted(emulator.endpoint()));
            for (int i = 0; i < CYCLES; i++) {
                loaders.add(cycle());
            }
        }

        assertThat(threadsLeft()).isEmpty();
        takeThePlaceInTheJdk();
        assertThat(collected(loaders)).isEqualTo(CYCLES);
    }

    /**
     * The JDK holds the types that the equals of a record was last linked with ({@code ObjectMethods.OBJECT_EQ}), and so
     * the last plugin to be used until another one is. That is one at most, and no fault of a plugin.
     */
    private static void takeThePlaceInTheJdk() {
        record Linked(Event event) {}

        Event event = EventBuilder.keepaliveOf("web-1").build();
        assertThat(new Linked(event).equals(new Linked(event))).isTrue();
    }

    private WeakReference<ClassLoader> cycle() throws Exception {
        ConfigurationSources sources = new ConfigurationSources(Map.of(), Optional.empty(), List.of(directory));
        Path plugins = Path.of(System.getProperty("sensu-host.home"), "plugins");
        try (Bench bench = Bench.set(PluginSources.in(plugins), sources)) {
            ClassLoader loader = bench.plugins().factories().get(0).loader();
            try (Host host = bench.host(HostOptions.usual())) {
                host.warmUp();
                assertThat(codeOf(host, event("web-1", Map.of("instance_id", "i-0a1b2c3d4e5f60718"))))
                        .isEqualTo("instance_state_allowed");
                assertThat(codeOf(
                                host,
                                event("web-2", Map.of("instance_id", "i-0a1b2c3d4e5f60719", "account", "orchard"))))
                        .isEqualTo("instance_state_not_allowed");
            }
            return new WeakReference<>(loader);
        }
    }

    private static Event event(String client, Map<String, Object> ec2) {
        return EventBuilder.keepaliveOf(client).with("ec2", ec2).build();
    }

    private static String codeOf(Host host, Event event) {
        return host.handle(event, Optional.of("ec2"))
                .toCompletableFuture()
                .join()
                .get(0)
                .result()
                .code();
    }

    private static long collected(List<WeakReference<ClassLoader>> loaders) {
        for (int attempt = 0; attempt < 20 && count(loaders) < loaders.size(); attempt++) {
            System.gc();
        }
        return count(loaders);
    }

    private static long count(List<WeakReference<ClassLoader>> loaders) {
        return loaders.stream().filter(loader -> loader.get() == null).count();
    }

    /** The plugin's threads, and the SDK's, that do not end of themselves now. */
    private static List<String> threadsLeft() throws InterruptedException {
        List<String> left = new ArrayList<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (OF_THE_PLUGIN.matcher(thread.getName()).lookingAt()) {
                thread.join(5_000);
                if (thread.isAlive()) {
                    left.add(thread.getName());
                }
            }
        }
        return left;
    }
}
