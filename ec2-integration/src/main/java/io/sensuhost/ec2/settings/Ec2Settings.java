package io.sensuhost.ec2.settings;

import io.sensuhost.api.Settings;
import io.sensuhost.ec2.decision.AllowedStates;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Scope {@code ec2} of the configuration.
 *
 * @param region the region to ask
 * @param keys the credentials to begin with
 * @param allowed the states that keep a client
 * @param timeout how long one event may take
 * @param accounts roles in other accounts
 * @param endpoint EC2's endpoint, where it is not AWS's own
 * @param stsEndpoint STS's endpoint, where it is not AWS's own
 * @param fips whether to use FIPS endpoints
 * @param dualStack whether to use dual-stack endpoints
 * @param witnessRequired whether an absence counts only where some instance has been seen
 */
public record Ec2Settings(
        String region,
        Keys keys,
        AllowedStates allowed,
        Duration timeout,
        List<Account> accounts,
        Optional<URI> endpoint,
        Optional<URI> stsEndpoint,
        boolean fips,
        boolean dualStack,
        boolean witnessRequired) {

    /**
     * Reads settings that follow {@link Declarations#SETTINGS}.
     *
     * @param settings the settings
     * @return the same, typed
     */
    public static Ec2Settings of(Settings settings) {
        return new Ec2Settings(
                settings.text("region"),
                Keys.of(settings.findText("access_key_id"), settings.findText("secret_access_key"))
                        .orElseGet(Keys.DefaultChain::new),
                new AllowedStates(settings.texts("allowed_instance_states")),
                settings.duration("timeout"),
                settings.objects("accounts").stream().map(Account::of).toList(),
                settings.findUrl("endpoint"),
                settings.findUrl("sts_endpoint"),
                settings.flag("fips"),
                settings.flag("dual_stack"),
                settings.flag("require_witness"));
    }

    Optional<Account> account(Predicate<Account> wanted) {
        return accounts.stream().filter(wanted).findFirst();
    }
}
