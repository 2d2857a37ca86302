package io.sensuhost.ec2;

import io.sensuhost.api.Integration;
import io.sensuhost.api.IntegrationContext;
import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.api.Problem;
import io.sensuhost.api.Schema;
import io.sensuhost.api.Settings;
import io.sensuhost.api.Term;
import io.sensuhost.ec2.lookup.LookupThreads;
import io.sensuhost.ec2.settings.Consistency;
import io.sensuhost.ec2.settings.Declarations;
import java.util.List;
import java.util.stream.Collectors;
import org.pf4j.Extension;
import software.amazon.awssdk.regions.Region;

/** Integration {@code ec2}: deregisters the clients whose EC2 instance is not in an allowed state, or no more. */
@Extension
public final class Ec2IntegrationFactory implements IntegrationFactory {

    @Override
    public String name() {
        return "ec2";
    }

    @Override
    public Schema settings() {
        return Declarations.SETTINGS;
    }

    @Override
    public Schema clientAttributes() {
        return Declarations.CLIENT;
    }

    @Override
    public List<Term> codes() {
        return Vocabulary.CODES;
    }

    @Override
    public List<Term> metrics() {
        return Vocabulary.METRICS;
    }

    @Override
    public List<Problem> check(Settings settings) {
        return Consistency.check(
                settings, Region.regions().stream().map(Region::id).collect(Collectors.toSet()));
    }

    @Override
    public Integration create(IntegrationContext context) {
        return Ec2Module.assemble(context, LookupThreads.own());
    }
}
