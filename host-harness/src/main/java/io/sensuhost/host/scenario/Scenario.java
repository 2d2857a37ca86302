package io.sensuhost.host.scenario;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a scenario file says. What is left out is empty.
 *
 * @param about what it shows, in a sentence
 * @param configuration what stands in the configuration; the text {@code ${aws}} in it stands for the URL of the emulated
 *     EC2 and STS, {@code ${http}} for that of the emulated HTTP server. A scope {@code ec2} without endpoints gets those
 *     of the emulator
 * @param world what exists in the emulated AWS, in the emulator's own words
 * @param faults what goes wrong there
 * @param http what the emulated HTTP server answers
 * @param clients clients that the registry knows beforehand, as Sensu Core has them
 * @param events the events, as Sensu Core sends them, each with what is expected of it; what all keepalive events have in
 *     common may be left out
 * @param expect what is expected when all is over
 */
record Scenario(
        String about,
        ObjectNode configuration,
        ObjectNode world,
        @JsonSetter(contentNulls = Nulls.FAIL) List<FaultTold> faults,
        @JsonSetter(contentNulls = Nulls.FAIL) List<HttpAnswer> http,
        @JsonSetter(contentNulls = Nulls.FAIL) List<Map<String, Object>> clients,
        @JsonSetter(contentNulls = Nulls.FAIL) List<EventTold> events,
        InTheEnd expect) {

    Scenario {
        about = Objects.requireNonNullElse(about, "");
        configuration = Objects.requireNonNullElseGet(configuration, JsonNodeFactory.instance::objectNode);
        world = Objects.requireNonNullElseGet(world, JsonNodeFactory.instance::objectNode);
        faults = Objects.requireNonNullElse(faults, List.of());
        http = Objects.requireNonNullElse(http, List.of());
        clients = Objects.requireNonNullElse(clients, List.of());
        events = Objects.requireNonNullElse(events, List.of());
        expect = Objects.requireNonNullElse(expect, InTheEnd.ANYTHING);
    }

    /**
     * What is expected of the registry.
     *
     * @param registered names of clients that it knows
     * @param deregistered names of clients that it does not know
     */
    record InTheEnd(
            @JsonSetter(contentNulls = Nulls.FAIL) List<String> registered,
            @JsonSetter(contentNulls = Nulls.FAIL) List<String> deregistered) {

        static final InTheEnd ANYTHING = new InTheEnd(List.of(), List.of());

        InTheEnd {
            registered = Objects.requireNonNullElse(registered, List.of());
            deregistered = Objects.requireNonNullElse(deregistered, List.of());
        }
    }
}
