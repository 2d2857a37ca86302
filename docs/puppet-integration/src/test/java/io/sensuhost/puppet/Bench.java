package io.sensuhost.puppet;

import io.sensuhost.api.Client;
import io.sensuhost.api.Deregistration;
import io.sensuhost.api.Event;
import io.sensuhost.api.Result;
import io.sensuhost.api.testkit.EventBuilder;
import io.sensuhost.api.testkit.Stage;
import io.sensuhost.puppet.suite.FakePuppetDb;
import java.util.List;
import java.util.Map;

/** The integration between a fake PuppetDB and a Sensu that knows some clients. */
final class Bench implements AutoCloseable {

    final FakePuppetDb puppetDb = FakePuppetDb.start();
    final Stage stage;

    Bench() {
        this(120);
    }

    Bench(int timeout) {
        stage = new Stage(new PuppetIntegrationFactory(), Map.of("endpoint", puppetDb.url(), "timeout", timeout));
    }

    /** Another client, whose name is its node's. */
    Bench withClient(String name) {
        return withClient(EventBuilder.keepaliveOf(name).client());
    }

    Bench withClient(Client client) {
        stage.context().clients().with(client);
        return this;
    }

    Result handleKeepaliveOf(String client) {
        return handle(EventBuilder.keepaliveOf(client).build());
    }

    Result handle(Event event) {
        return stage.handle(event);
    }

    List<Deregistration> deregistrations() {
        return stage.context().clients().deregistrations();
    }

    @Override
    public void close() {
        stage.close();
        puppetDb.close();
    }
}
