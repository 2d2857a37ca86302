package ${package};

import io.sensuhost.api.Integration;
import io.sensuhost.api.IntegrationContext;
import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.api.Schema;
import io.sensuhost.api.Term;
import java.util.List;
import org.pf4j.Extension;

/** Says what the integration is called, what can be configured and what it answers; and creates it. */
@Extension
public final class ${Integration}Factory implements IntegrationFactory {

    static final String NAME = "${integration}";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Schema settings() {
        return ${Integration}Settings.HOST;
    }

    @Override
    public Schema clientAttributes() {
        return ${Integration}Settings.CLIENT;
    }

    @Override
    public List<Term> codes() {
        return List.of(
                new Term("node_known", "The inventory knows the node: kept, it should be running."),
                new Term("node_unknown", "The inventory says that there is no such node: deregistered."),
                new Term("answer_unclear", "What answered is not the inventory: look at the setting endpoint."),
                new Term("event_resolved", "The incident is over."),
                new Term("not_a_keepalive", "The event is about another check."));
    }

    @Override
    public Integration create(IntegrationContext context) {
        ${Integration}Settings settings = ${Integration}Settings.of(context.settings());
        return new ${Integration}Integration(context, settings, new Inventory(context, settings));
    }
}
