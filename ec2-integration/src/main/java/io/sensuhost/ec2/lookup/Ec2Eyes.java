package io.sensuhost.ec2.lookup;

import io.sensuhost.api.HostClock;
import io.sensuhost.ec2.access.Connections;
import io.sensuhost.ec2.settings.Access;
import jakarta.inject.Inject;

/** Eyes that see what EC2 says. */
final class Ec2Eyes implements Eyes {

    private final Connections connections;
    private final HostClock clock;

    @Inject
    Ec2Eyes(Connections connections, HostClock clock) {
        this.connections = connections;
        this.clock = clock;
    }

    @Override
    public Eye open(Access access, LookupMetrics counted) {
        return new Ec2Eye(() -> connections.open(access), clock, counted, new Refusals(access));
    }

    @Override
    public void close() {
        connections.close();
    }
}
