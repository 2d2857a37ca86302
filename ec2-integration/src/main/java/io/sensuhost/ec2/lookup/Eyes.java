package io.sensuhost.ec2.lookup;

import io.sensuhost.ec2.settings.Access;

/** Where eyes come from. */
interface Eyes extends AutoCloseable {

    /** An eye of its own for each access. Returns at once. */
    Eye open(Access access, LookupMetrics counted);

    /** Ends what is under way, whoever looks. */
    @Override
    void close();
}
