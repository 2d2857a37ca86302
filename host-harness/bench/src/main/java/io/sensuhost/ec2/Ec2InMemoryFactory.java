package io.sensuhost.ec2;

import com.google.inject.Guice;
import com.google.inject.Module;
import com.google.inject.Stage;
import com.google.inject.util.Modules;
import io.sensuhost.api.Integration;
import io.sensuhost.api.IntegrationContext;
import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.api.Problem;
import io.sensuhost.api.Schema;
import io.sensuhost.api.Settings;
import io.sensuhost.ec2.lookup.LookupInMemory;
import io.sensuhost.ec2.lookup.LookupThreads;
import java.util.List;
import java.util.function.Predicate;

/** The EC2 integration with an EC2 that answers from memory. */
public final class Ec2InMemoryFactory implements IntegrationFactory {

    private final IntegrationFactory real = new Ec2IntegrationFactory();
    private final Predicate<String> terminated;

    /**
     * A factory.
     *
     * @param terminated which ids are those of terminated instances
     */
    public Ec2InMemoryFactory(Predicate<String> terminated) {
        this.terminated = terminated;
    }

    @Override
    public String name() {
        return real.name();
    }

    @Override
    public Schema settings() {
        return real.settings();
    }

    @Override
    public Schema clientAttributes() {
        return real.clientAttributes();
    }

    @Override
    public List<Problem> check(Settings settings) {
        return real.check(settings);
    }

    @Override
    public Integration create(IntegrationContext context) {
        Module inMemory = Modules.override(new Ec2Module(context, LookupThreads.own()))
                .with(LookupInMemory.ofInstances(terminated));
        return Guice.createInjector(Stage.PRODUCTION, inMemory).getInstance(Ec2Integration.class);
    }
}
