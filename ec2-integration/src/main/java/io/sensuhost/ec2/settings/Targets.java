package io.sensuhost.ec2.settings;

import io.sensuhost.api.Client;
import io.sensuhost.api.DidYouMean;
import io.sensuhost.api.IntegrationException;
import io.sensuhost.api.Settings;
import io.sensuhost.ec2.decision.AllowedStates;
import io.sensuhost.ec2.decision.Code;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Works out whom to ask for a client's instance. */
public final class Targets {

    private static final Duration LONGEST_CLIENT_TIMEOUT = Duration.ofSeconds(60);

    private final Ec2Settings settings;

    /**
     * Works with these settings.
     *
     * @param settings the integration's settings
     */
    public Targets(Ec2Settings settings) {
        this.settings = settings;
    }

    /**
     * Works out the target of a client.
     *
     * @param client the client
     * @return what to ask
     * @throws NoTarget when there is nothing to ask, or nobody
     */
    public Target of(Client client) throws NoTarget {
        Settings own = attributes(client);
        String instanceId = instanceId(client, own);
        Optional<Account> account = account(own);
        String region = own.findText("region")
                .or(() -> account.flatMap(Account::region))
                .orElse(settings.region());
        return new Target(
                new Access(keys(own, account), account, region),
                instanceId,
                allowed(own),
                own.findDuration("timeout").map(Targets::capped).orElse(settings.timeout()));
    }

    /**
     * Which instance a client says that it runs on, whatever else it says, right or wrong.
     *
     * @param client the client
     * @return the id, of an instance id's form, loosely
     */
    public static Optional<String> claim(Client client) {
        Object own = client.scope("ec2").orElse(Map.of());
        Optional<Object> explicit = own instanceof Map<?, ?> attributes
                ? Optional.ofNullable(attributes.get("instance_id"))
                : Optional.empty();
        return Optional.of(explicit.map(String::valueOf).orElse(client.name())).filter(InstanceId::isLoose);
    }

    private static Settings attributes(Client client) throws NoTarget {
        try {
            return client.settings("ec2", Declarations.CLIENT);
        } catch (IntegrationException e) {
            throw new NoTarget(Code.INVALID_CLIENT_SETTINGS, e.getMessage());
        }
    }

    private static String instanceId(Client client, Settings own) throws NoTarget {
        Optional<String> explicit = own.findText("instance_id");
        if (explicit.isPresent() && !InstanceId.isLoose(explicit.get())) {
            throw new NoTarget(
                    Code.INVALID_CLIENT_SETTINGS,
                    "client.ec2.instance_id: must be an instance id such as i-0a1b2c3d4e5f60718, but is \"%s\""
                            .formatted(shortened(explicit.get())));
        }
        String id = explicit.orElse(client.name());
        if (!InstanceId.isLoose(id)) {
            throw new NoTarget(
                    Code.NOT_AN_INSTANCE_ID,
                    "the client's name is no instance id and it has no ec2.instance_id, so it is not known which instance it runs on");
        }
        return id;
    }

    private AllowedStates allowed(Settings own) throws NoTarget {
        Optional<List<String>> states = own.findTexts("allowed_instance_states");
        if (states.isPresent() && states.get().isEmpty()) {
            throw new NoTarget(
                    Code.INVALID_CLIENT_SETTINGS,
                    "client.ec2.allowed_instance_states: must name a state, or be left out");
        }
        return states.map(AllowedStates::new).orElse(settings.allowed());
    }

    private Optional<Account> account(Settings own) throws NoTarget {
        Optional<String> name = own.findText("account");
        Optional<String> arn = own.findText("role_arn");
        if (name.isEmpty() && arn.isEmpty()) {
            return Optional.empty();
        }
        Optional<Account> account =
                settings.account(candidate -> name.map(candidate.name()::equals).orElse(true)
                        && arn.map(candidate.roleArn()::equals).orElse(true));
        if (account.isEmpty()) {
            throw unknown(name, arn);
        }
        return account;
    }

    private NoTarget unknown(Optional<String> name, Optional<String> arn) {
        List<String> names = settings.accounts().stream().map(Account::name).toList();
        String wanted =
                name.filter(given -> !names.contains(given)).or(() -> arn).orElseThrow();
        String reason = "account '%s' is none of ec2.accounts (%s)%s"
                .formatted(
                        shortened(wanted),
                        names.isEmpty() ? "there are none" : String.join(", ", names),
                        DidYouMean.of(wanted, names)
                                .map(meant -> "; did you mean '" + meant + "'?")
                                .orElse(""));
        Map<String, Object> details = new LinkedHashMap<>();
        name.ifPresent(given -> details.put("account", shortened(given)));
        arn.ifPresent(given -> details.put("role_arn", shortened(given)));
        details.put("known_accounts", names);
        return new NoTarget(Code.UNKNOWN_ACCOUNT, reason, details);
    }

    /**
     * The client's keys before the settings'. A client with keys that cannot be used lives in an account that we cannot
     * see: with other keys its instance would seem absent. Not so where a role says which account it is.
     */
    private Keys keys(Settings own, Optional<Account> account) throws NoTarget {
        Optional<String> id = own.findText("access_key_id");
        Optional<String> secret = own.findText("secret_access_key");
        Optional<Keys> pair = Keys.of(id, secret);
        if (pair.isEmpty() && account.isEmpty() && (id.isPresent() || secret.isPresent())) {
            throw new NoTarget(
                    Code.INVALID_CLIENT_SETTINGS,
                    "client.ec2.access_key_id and secret_access_key: must both be there and not be redacted; a Sensu"
                            + " client redacts them before it sends them, so name the role in ec2.accounts of the"
                            + " server and give the client its name as ec2.account");
        }
        return pair.orElse(settings.keys());
    }

    private static Duration capped(Duration timeout) {
        return timeout.compareTo(LONGEST_CLIENT_TIMEOUT) > 0 ? LONGEST_CLIENT_TIMEOUT : timeout;
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
