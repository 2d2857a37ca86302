package io.sensuhost.host.scenario;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sensuhost.host.emulator.Call;
import io.sensuhost.host.emulator.Emulator;
import io.sensuhost.host.emulator.Fault;
import io.sensuhost.host.emulator.World;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A scenario as it is told.
 *
 * @param configuration what stands in the configuration directory; {@code endpoint} and {@code sts_endpoint} of
 *     {@code ec2} are those of the emulator
 * @param world the emulated world
 * @param throttledRegions regions in which EC2 throttles every call
 * @param events the events, as Sensu sends them
 */
public record Scenario(
        ObjectNode configuration, JsonNode world, List<String> throttledRegions, List<Map<String, Object>> events) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The demo.
     *
     * @return the scenario that comes with the program
     */
    public static Scenario demo() {
        try (InputStream text = Scenario.class.getResourceAsStream("demo.json")) {
            JsonNode told = JSON.readTree(text);
            return new Scenario(
                    (ObjectNode) told.get("configuration"),
                    told.get("world"),
                    JSON.convertValue(told.get("throttled_regions"), new TypeReference<>() {}),
                    JSON.convertValue(told.get("events"), new TypeReference<>() {}));
        } catch (IOException e) {
            throw new IllegalStateException("The demo that comes with the program cannot be read", e);
        }
    }

    /**
     * Starts the world.
     *
     * @return the emulator that serves it, for the caller to close
     */
    public Emulator start() {
        Emulator emulator = Emulator.start(World.fromJson(world));
        throttledRegions.forEach(region -> emulator.faults()
                .always(Call.inRegion(region), Fault.error(503, "RequestLimitExceeded", "Request limit exceeded.")));
        return emulator;
    }

    /**
     * Writes the configuration that asks an emulator.
     *
     * @param directory where to write it
     * @param emulator the emulator
     * @throws IOException if it cannot be written
     */
    public void configure(Path directory, Emulator emulator) throws IOException {
        ObjectNode pointed = configuration.deepCopy();
        pointed.withObject("ec2")
                .put("endpoint", emulator.endpoint().toString())
                .put("sts_endpoint", emulator.endpoint().toString());
        Files.writeString(directory.resolve("scenario.json"), pointed.toPrettyString());
    }
}
