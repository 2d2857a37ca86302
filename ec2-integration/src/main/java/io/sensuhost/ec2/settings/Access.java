package io.sensuhost.ec2.settings;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * With what and where EC2 is asked: events of equal access share calls. The endpoint is not part of it, since an
 * integration has but one.
 *
 * @param keys the credentials to begin with
 * @param account the role to assume with them, if any
 * @param region the region to ask
 */
public record Access(Keys keys, Optional<Account> account, String region) {

    /**
     * Where EC2 is asked, for people.
     *
     * @return {@code us-west-2, account sensu-testing}
     */
    public String place() {
        return account.map(role -> region + ", account " + role.name()).orElse(region);
    }

    /**
     * What may never be shown, even where AWS quotes it.
     *
     * @return the static keys and the external id, as far as there are any
     */
    public List<String> secrets() {
        Stream<String> ofKeys =
                keys instanceof Keys.Pair pair ? Stream.of(pair.accessKeyId(), pair.secretAccessKey()) : Stream.empty();
        return Stream.concat(ofKeys, account.flatMap(Account::externalId).stream())
                .toList();
    }

    /**
     * The account's name, for metrics.
     *
     * @return its name, or {@code own} where no role is assumed
     */
    public String accountName() {
        return account.map(Account::name).orElse("own");
    }
}
