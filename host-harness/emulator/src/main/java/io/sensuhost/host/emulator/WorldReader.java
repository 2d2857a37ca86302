package io.sensuhost.host.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a world from JSON. */
final class WorldReader {
    private static final List<String> WORLD = List.of("instances", "roles", "keys", "home_account", "strict_keys");
    private static final List<String> INSTANCE = List.of("id", "account", "region", "zone", "state", "managed", "tags");
    private static final List<String> ROLE = List.of("arn", "trusted", "external_id", "max_session_duration");
    private static final String STATES =
            Arrays.stream(InstanceState.values()).map(InstanceState::word).collect(Collectors.joining(", "));

    private final List<String> mistakes = new ArrayList<>();

    World read(JsonNode object) {
        Attributes top = new Attributes("", object, mistakes).knowing(WORLD);
        World world = top.text("home_account")
                .flatMap(home -> top.attempt("home_account", () -> new World(home)))
                .orElseGet(World::new)
                .strictKeys(top.flag("strict_keys"));
        top.pairs("keys").forEach((key, account) -> top.attempt("keys." + key, () -> world.key(key, account)));
        top.objects("instances").forEach(instance -> readInstance(world, instance.knowing(INSTANCE)));
        top.objects("roles").forEach(role -> readRole(world, role.knowing(ROLE)));
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", mistakes));
        }
        return world;
    }

    private static void readInstance(World world, Attributes instance) {
        Optional<String> id = instance.requiredText("id", "i-0123456789abcdef0");
        String account = instance.text("account").orElse(world.homeAccount());
        String region = instance.text("region").orElse("us-east-1");
        String zone = instance.text("zone").orElse(region + "a");
        Optional<InstanceState> state =
                instance.attempt("state", () -> readState(instance.text("state").orElse("running")));
        boolean managed = instance.flag("managed");
        Map<String, String> tags = instance.pairs("tags");
        Optional<Fleet> fleet = instance.attempt("account", () -> world.fleet(account, region));
        if (id.isPresent() && state.isPresent() && fleet.isPresent()) {
            Instance read = new Instance(id.get(), zone, state.get(), managed, tags, Instant.now());
            instance.attempt("zone", () -> fleet.get().put(read));
        }
    }

    private static InstanceState readState(String word) {
        return InstanceState.of(word)
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"%s\" is not a state; it must be one of %s".formatted(word, STATES)));
    }

    private static void readRole(World world, Attributes attributes) {
        Optional<String> arn = attributes.requiredText("arn", "arn:aws:iam::111111111111:role/cross-account-readonly");
        Set<String> trusted = Set.copyOf(attributes.texts("trusted"));
        Optional<String> externalId = attributes.text("external_id");
        Duration maxSession =
                Duration.ofSeconds(attributes.number("max_session_duration").orElse(3600));
        arn.ifPresent(present ->
                attributes.attempt("arn", () -> world.role(new Role(present, trusted, externalId, maxSession))));
    }
}
