package io.sensuhost.host.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventToldTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_000_000);

    @Test
    void whatIsLeftOutIsThatOfAClientWhichHasFallenSilent() throws Exception {
        assertThat(sensu("{\"client\": {\"name\": \"web-1\"}}"))
                .isEqualTo(Map.of(
                        "id",
                        "event-1",
                        "action",
                        "create",
                        "timestamp",
                        1_000_000L,
                        "client",
                        Map.of("name", "web-1", "timestamp", 999_820L),
                        "check",
                        Map.of("name", "keepalive", "status", 2, "handlers", List.of("ec2"))));
    }

    @Test
    void aClientThatIsHeardAgainWasHeardSecondsAgo() throws Exception {
        assertThat(sensu("{\"client\": {\"name\": \"web-1\"}, \"action\": \"resolve\"}"))
                .containsEntry("action", "resolve")
                .containsEntry("client", Map.of("name", "web-1", "timestamp", 999_995L))
                .containsEntry("check", Map.of("name", "keepalive", "status", 0, "handlers", List.of("ec2")));
    }

    @Test
    void anEntityIsSensuGos() throws Exception {
        assertThat(sensu("{\"entity\": {\"metadata\": {\"name\": \"web-1\"}}}"))
                .containsEntry("entity", Map.of("metadata", Map.of("name", "web-1"), "last_seen", 999_820L))
                .doesNotContainKey("client");
    }

    @Test
    void whatIsSaidIsLeftAsItIs() throws Exception {
        assertThat(sensu("""
                {"id": "mine", "action": "flapping", "timestamp": 7,
                 "client": {"name": "web-1", "timestamp": 5},
                 "check": {"name": "disk", "status": 1, "handlers": ["mail"], "output": "full"}}
                """))
                .isEqualTo(Map.of(
                        "id",
                        "mine",
                        "action",
                        "flapping",
                        "timestamp",
                        7,
                        "client",
                        Map.of("name", "web-1", "timestamp", 5),
                        "check",
                        Map.of("name", "disk", "status", 1, "handlers", List.of("mail"), "output", "full")));
    }

    @Test
    void whatIsNoObjectIsLeftForTheHostToRefuse() throws Exception {
        assertThat(sensu("{\"client\": \"web-1\", \"check\": 7}"))
                .containsEntry("client", "web-1")
                .containsEntry("check", 7);
    }

    @Test
    void whatIsExpectedIsNoPartOfTheEvent() throws Exception {
        String text = "{\"client\": {\"name\": \"web-1\"}, \"expect\": {\"action\": \"kept\"}}";

        assertThat(sensu(text)).doesNotContainKey("expect");
        assertThat(told(text).expect()).isEqualTo(Map.of("action", "kept"));
    }

    @Test
    void aClientIsKnownByAnIncidentThatIsOver() {
        assertThat(EventTold.endedIncidentOf(Map.of("name", "web-1")).toSensu("known", NOW, List.of()))
                .containsEntry("action", "resolve")
                .containsEntry("client", Map.of("name", "web-1", "timestamp", 999_995L));
    }

    private static Map<String, Object> sensu(String text) throws Exception {
        return told(text).toSensu("event-1", NOW, List.of("ec2"));
    }

    private static EventTold told(String text) throws Exception {
        String scenario = "{\"events\": [" + text + "]}";
        return ScenarioFile.read("any.json", new ByteArrayInputStream(scenario.getBytes(UTF_8)))
                .events()
                .get(0);
    }
}
