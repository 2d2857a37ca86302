package io.sensuhost.ec2.access;

import io.sensuhost.ec2.settings.Access;
import java.util.List;
import software.amazon.awssdk.regions.Region;

/** The labels of what is counted for one access. They have few values: any client may name any region. */
public final class MetricLabels {

    private MetricLabels() {}

    /**
     * The labels of an access.
     *
     * @param access the access
     * @return names and values in turn; a region that AWS's SDK does not know is {@code other}
     */
    public static List<String> of(Access access) {
        Region region = Region.of(access.region());
        return List.of(
                "region", Region.regions().contains(region) ? region.id() : "other", "account", access.accountName());
    }
}
