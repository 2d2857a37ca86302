package io.sensuhost.ec2.lookup;

import io.sensuhost.ec2.settings.Access;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Gives the ids of other known clients' instances. */
public interface KnownInstances {

    /**
     * The instances of clients that Sensu knows and that would be asked for with the same access.
     *
     * @param access with what and where they would be asked for
     * @return ids of AWS's form, the most likely to be there first; perhaps none
     */
    CompletionStage<List<String>> with(Access access);
}
