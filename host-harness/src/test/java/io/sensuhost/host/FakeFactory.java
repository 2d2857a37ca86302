package io.sensuhost.host;

import io.sensuhost.api.Attribute;
import io.sensuhost.api.Integration;
import io.sensuhost.api.IntegrationContext;
import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.api.Problem;
import io.sensuhost.api.Schema;
import io.sensuhost.api.Settings;
import io.sensuhost.host.plugins.IsolatedFactory;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Makes an integration as a test wants it. */
public record FakeFactory(
        String name,
        Schema settings,
        Schema clientAttributes,
        List<Problem> found,
        Function<IntegrationContext, Integration> created)
        implements IntegrationFactory {

    public static FakeFactory named(String name) {
        return new FakeFactory(name, Schema.of(), Schema.of(), List.of(), context -> {
            throw new AssertionError("not to be created");
        });
    }

    public FakeFactory with(Attribute... attributes) {
        return new FakeFactory(name, Schema.of(attributes), clientAttributes, found, created);
    }

    FakeFactory ofClients(Attribute... attributes) {
        return new FakeFactory(name, settings, Schema.of(attributes), found, created);
    }

    FakeFactory finding(Problem... problems) {
        return new FakeFactory(name, settings, clientAttributes, List.of(problems), created);
    }

    public FakeFactory creating(Function<IntegrationContext, Integration> integration) {
        return new FakeFactory(name, settings, clientAttributes, found, integration);
    }

    static IntegrationScopes scopes(IntegrationFactory... factories) {
        return new IntegrationScopes(
                Stream.of(factories).map(IsolatedFactory::new).toList(), List.of());
    }

    @Override
    public List<Problem> check(Settings values) {
        return found;
    }

    @Override
    public Integration create(IntegrationContext context) {
        return created.apply(context);
    }
}
