package ${package};

import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.api.testkit.EventBuilder;
import io.sensuhost.api.testkit.IntegrationContract;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** What every integration must keep to. */
final class ${Integration}ContractTest extends IntegrationContract {

    private final FakeInventory inventory = new FakeInventory("web-1");

    @AfterEach
    void close() {
        inventory.close();
    }

    @Override
    protected IntegrationFactory factory() {
        return new ${Integration}Factory();
    }

    @Override
    protected Map<String, ?> settings() {
        return inventory.settings();
    }

    @Override
    protected Map<String, ?> settingsWhereNothingAnswers() {
        return Map.of("endpoint", "http://127.0.0.1:1");
    }

    @Override
    protected EventBuilder event() {
        return EventBuilder.keepaliveOf("web-2");
    }
}
