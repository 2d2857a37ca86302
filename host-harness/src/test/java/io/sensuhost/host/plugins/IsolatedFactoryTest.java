package io.sensuhost.host.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sensuhost.api.Attribute;
import io.sensuhost.api.Integration;
import io.sensuhost.api.IntegrationContext;
import io.sensuhost.api.IntegrationException;
import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.api.Problem;
import io.sensuhost.api.Schema;
import io.sensuhost.api.Settings;
import io.sensuhost.api.testkit.InMemoryMetrics;
import io.sensuhost.api.testkit.InMemoryRegistry;
import io.sensuhost.api.testkit.ManualClock;
import io.sensuhost.api.testkit.TestContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class IsolatedFactoryTest {

    @Test
    void aSettingThatTheHostDeclaresForEveryoneIsRefused() {
        assertThat(new IsolatedFactory(new Careless("careless", Schema.of(Attribute.texts("filters")))).problems())
                .singleElement()
                .asString()
                .contains("'careless' declares 'filters'");
        assertThat(new IsolatedFactory(new Careless("careless", Schema.of())).problems())
                .isEmpty();
    }

    @Test
    void aNameThatCannotBeAScopeIsRefused() {
        assertThat(new IsolatedFactory(new Careless("Care Less", Schema.of())).problems())
                .singleElement()
                .asString()
                .contains("'Care Less' is no name");
    }

    @Test
    void nullForADeclarationIsSaidWithItsMethod() {
        assertThatThrownBy(() -> new IsolatedFactory(new Careless("careless", null)))
                .isInstanceOf(IntegrationException.class)
                .hasMessageContaining("settings() of")
                .hasMessageContaining("answers null");
    }

    @Test
    void aCheckThatBreaksIsAMistakeInTheSettingsAndIsNotQuotedSinceItMayQuoteThem() {
        IsolatedFactory factory = new IsolatedFactory(new Careless("careless", Schema.of()));

        assertThat(factory.check(Schema.of().read("careless", Map.of())))
                .singleElement()
                .asString()
                .contains("own check of these settings failed", "it threw java.lang.IllegalStateException")
                .doesNotContain("no idea");
    }

    @Test
    void whatCreatingThrowsIsABugOfThePluginsAndIsForTheLog() {
        IsolatedFactory factory = new IsolatedFactory(new Careless("careless", Schema.of()));
        TestContext context = new TestContext(
                Schema.of().read("careless", Map.of()),
                new InMemoryRegistry(),
                new ManualClock(),
                new InMemoryMetrics());

        assertThatThrownBy(() -> factory.create(context))
                .isInstanceOfSatisfying(
                        IntegrationException.class, e -> assertThat(e.kind()).isEqualTo(IntegrationException.Kind.BUG))
                .hasMessageContaining("it threw java.lang.IllegalStateException")
                .hasMessageNotContaining("not today")
                .hasRootCauseMessage("not today");
    }

    private record Careless(String name, Schema settings) implements IntegrationFactory {

        @Override
        public List<Problem> check(Settings values) {
            throw new IllegalStateException("no idea");
        }

        @Override
        public Integration create(IntegrationContext context) {
            throw new IllegalStateException("not today");
        }
    }
}
