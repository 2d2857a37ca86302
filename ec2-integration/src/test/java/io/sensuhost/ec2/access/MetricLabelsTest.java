package io.sensuhost.ec2.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.ec2.settings.Access;
import io.sensuhost.ec2.settings.Keys;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetricLabelsTest {

    @Test
    void aRegionThatNobodyKnowsIsAnother() {
        assertThat(MetricLabels.of(in("eu-west-1"))).containsExactly("region", "eu-west-1", "account", "own");
        assertThat(MetricLabels.of(in("aa-nowhere-1"))).containsExactly("region", "other", "account", "own");
    }

    private static Access in(String region) {
        return new Access(new Keys.DefaultChain(), Optional.empty(), region);
    }
}
