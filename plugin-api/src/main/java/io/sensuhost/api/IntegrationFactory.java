package io.sensuhost.api;

import java.time.Duration;
import java.util.List;
import org.pf4j.ExtensionPoint;

/**
 * Says what an integration is called and which settings it has, and creates it. Implementations are annotated with
 * {@link org.pf4j.Extension}, public, and have a public constructor without parameters that does no work: a host also
 * makes one only to list what there is.
 *
 * <pre>{@code
 * @Extension
 * public final class PuppetFactory implements IntegrationFactory {
 *     public String name() { return "puppet"; }
 *     public Schema settings() { return Schema.of(Attribute.url("endpoint").asRequired()); }
 *     public Integration create(IntegrationContext context) { return new Puppet(context); }
 * }
 * }</pre>
 */
@Stable
public interface IntegrationFactory extends ExtensionPoint {

    /**
     * The name of the integration: of its top-level scope in the configuration, of its scope in a client, and of the
     * handler in events.
     *
     * @return lower-case letters, digits, {@code _} and {@code -}; always the same, never empty
     */
    String name();

    /**
     * The settings of the scope {@link #name()} in the host's configuration. The host adds those that every integration
     * has: {@code filters}, {@code severities}, {@code handle_silenced}, {@code handle_flapping} and {@code dry_run}.
     *
     * @return the declaration from which the settings are validated, redacted and documented
     */
    Schema settings();

    /**
     * The attributes that a client may carry in its own scope {@link #name()}. The host redacts those that are secret;
     * the integration reads them with {@link Client#settings}, which does not pass over a misspelt one.
     *
     * @return the declaration, empty where a client has no say
     */
    default Schema clientAttributes() {
        return Schema.of();
    }

    /**
     * The codes of the results that the integration gives itself, for the reference documentation. Those of the host, as
     * {@code registry_failed} and {@code dry_run}, are not among them.
     *
     * @return the codes, in the order in which they are documented
     */
    default List<Term> codes() {
        return List.of();
    }

    /**
     * The metrics that the integration publishes, for the reference documentation and for those who scrape them.
     *
     * @return the metrics under the names that {@link Metrics} is given
     */
    default List<Term> metrics() {
        return List.of();
    }

    /**
     * How long an event may take with these settings. The host waits somewhat longer, since deregistering takes its time
     * too; then the event has failed, whatever the integration is doing.
     *
     * @param settings settings without mistakes
     * @return the setting {@code timeout} where one is declared in seconds and set, else a minute
     */
    default Duration timeout(Settings settings) {
        return settings()
                .attribute("timeout")
                .filter(attribute -> attribute.type() instanceof Type.Seconds)
                .flatMap(attribute -> settings.findDuration(attribute.name()))
                .orElse(Duration.ofMinutes(1));
    }

    /**
     * Looks for mistakes that the declaration cannot express, such as one setting that needs another.
     *
     * @param settings settings in which each value has already the declared type
     * @return all mistakes, with paths relative to the settings; an empty list when there are none
     */
    default List<Problem> check(Settings settings) {
        return List.of();
    }

    /**
     * Creates the integration. It is called once for each configuration that is put to use, with settings in which
     * neither the declaration nor {@link #check} found an error. No network may be touched yet.
     *
     * @param context what the host offers, valid until the integration is closed
     * @return a new integration
     * @throws IntegrationException when it cannot work with these settings; the host shows the message and goes on
     *     without the integration
     */
    Integration create(IntegrationContext context);
}
