package io.sensuhost.puppet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sensuhost.api.IntegrationException;
import io.sensuhost.api.IntegrationException.Kind;
import io.sensuhost.api.testkit.EventBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NodeTest {

    @Test
    void aClientThatSaysNothingHasTheNodeOfItsName() {
        assertThat(Node.of(EventBuilder.keepaliveOf("web_1.example-2.com").client()))
                .contains(new Node("web_1.example-2.com", false));
    }

    @Test
    void whatItSaysComesFirst() {
        assertThat(Node.of(EventBuilder.keepaliveOf("web-1")
                        .with("puppet", Map.of("node_name", "web-1.example.com"))
                        .client()))
                .contains(new Node("web-1.example.com", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Web-1", "web 1", "..", ".", "a/b", "a%2fb", "a?b", "wéb", "-a", ""})
    void aNameThatIsNoCertnameIsNoNode(String name) {
        assertThat(Node.of(EventBuilder.keepaliveOf(name).client())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Web-1", "../facts", "web-1\n", "web-1#"})
    void sayingSuchANameIsAMistake(String name) {
        assertRefused(Map.of("node_name", name), "client.puppet.node_name: must be a node's certname");
    }

    @Test
    void aMisspeltAttributeIsAMistakeToo() {
        assertRefused(Map.of("node_nmae", "web-1.example.com"), "did you mean 'node_name'?");
    }

    private static void assertRefused(Object scope, String message) {
        assertThatThrownBy(() -> Node.of(
                        EventBuilder.keepaliveOf("web-1").with("puppet", scope).client()))
                .isInstanceOfSatisfying(
                        IntegrationException.class, e -> assertThat(e.kind()).isEqualTo(Kind.SETTINGS))
                .hasMessageContaining(message);
    }
}
