package io.sensuhost.ec2.lookup;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;

/** Wires the look-up, given connections, known instances and what the host lends. */
public final class LookupModule extends AbstractModule {

    private final LookupThreads threads;

    /**
     * The look-up on these threads.
     *
     * @param threads where calls are made
     */
    public LookupModule(LookupThreads threads) {
        this.threads = threads;
    }

    @Override
    protected void configure() {
        bind(Eyes.class).to(Ec2Eyes.class);
        bind(Ec2Eyes.class).in(Scopes.SINGLETON);
        bind(LookupThreads.class).toInstance(threads);
        bind(InstanceLookup.class).in(Scopes.SINGLETON);
        bind(TryOut.class).in(Scopes.SINGLETON);
    }
}
