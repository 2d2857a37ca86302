package io.sensuhost.host.routing;

import io.sensuhost.api.Attribute;
import io.sensuhost.api.Schema;
import java.util.List;

/** The settings that every integration has beside its own. */
public final class CommonSettings {

    /** Their declaration, to be added to that of an integration. */
    public static final Schema SCHEMA = Schema.of(
            Attribute.texts("filters")
                    .describedAs("Filters that an event must pass, besides handle_when and check_dependencies: names"
                            + " from the scope filters, or occurrences."),
            Attribute.texts("severities", "ok", "warning", "critical", "unknown")
                    .byDefault(List.of("warning", "critical", "unknown"))
                    .describedAs("The severities of events that are handled. A resolve always is."),
            Attribute.flag("handle_silenced")
                    .byDefault(false)
                    .describedAs("Whether events are handled although someone has silenced them."),
            Attribute.flag("handle_flapping")
                    .byDefault(false)
                    .describedAs("Whether events are handled while their check is flapping."),
            Attribute.flag("dry_run")
                    .byDefault(false)
                    .describedAs("Whether to decide and report, and to change nothing."));

    private CommonSettings() {}
}
