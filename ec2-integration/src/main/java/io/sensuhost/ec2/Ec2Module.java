package io.sensuhost.ec2;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Scopes;
import com.google.inject.Stage;
import io.sensuhost.api.ClientRegistry;
import io.sensuhost.api.HostClock;
import io.sensuhost.api.IntegrationContext;
import io.sensuhost.api.Metrics;
import io.sensuhost.ec2.access.Connections;
import io.sensuhost.ec2.lookup.KnownInstances;
import io.sensuhost.ec2.lookup.LookupModule;
import io.sensuhost.ec2.lookup.LookupThreads;
import io.sensuhost.ec2.settings.Ec2Settings;

/** Wires one integration. Each class is bound by name; nothing is found by chance. */
final class Ec2Module extends AbstractModule {

    private final IntegrationContext context;
    private final LookupThreads threads;

    Ec2Module(IntegrationContext context, LookupThreads threads) {
        this.context = context;
        this.threads = threads;
    }

    static Ec2Integration assemble(IntegrationContext context, LookupThreads threads) {
        return Guice.createInjector(Stage.PRODUCTION, new Ec2Module(context, threads))
                .getInstance(Ec2Integration.class);
    }

    @Override
    protected void configure() {
        binder().requireExplicitBindings();
        binder().requireExactBindingAnnotations();
        binder().disableCircularProxies();

        bind(HostClock.class).toInstance(context.clock());
        bind(Metrics.class).toInstance(context.metrics());
        bind(ClientRegistry.class).toInstance(context.clients());
        bind(Ec2Settings.class).toInstance(Ec2Settings.of(context.settings()));

        install(new LookupModule(threads));
        bind(Connections.class).in(Scopes.SINGLETON);
        bind(KnownClients.class).in(Scopes.SINGLETON);
        bind(KnownInstances.class).to(KnownClients.class);
        bind(Ec2Integration.class).in(Scopes.SINGLETON);
    }
}
