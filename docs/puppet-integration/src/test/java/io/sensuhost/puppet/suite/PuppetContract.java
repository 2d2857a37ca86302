package io.sensuhost.puppet.suite;

import io.sensuhost.api.testkit.EventBuilder;
import io.sensuhost.api.testkit.IntegrationContract;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** What every integration must keep to, between a fake PuppetDB and fakes of the host. */
public abstract class PuppetContract extends IntegrationContract {

    private final FakePuppetDb puppetDb = FakePuppetDb.start().with("web-1");

    /** For extension. */
    protected PuppetContract() {}

    @Override
    protected Map<String, ?> settings() {
        return Map.of("endpoint", puppetDb.url(), "timeout", 120);
    }

    @Override
    protected Map<String, ?> settingsWhereNothingAnswers() {
        return Map.of("endpoint", "http://127.0.0.1:1");
    }

    @Override
    protected EventBuilder event() {
        return EventBuilder.keepaliveOf("web-1");
    }

    @AfterEach
    void closePuppetDb() {
        puppetDb.close();
    }
}
