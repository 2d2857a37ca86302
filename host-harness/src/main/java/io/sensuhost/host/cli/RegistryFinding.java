package io.sensuhost.host.cli;

import io.sensuhost.api.Finding;
import io.sensuhost.api.Finding.Judgement;
import io.sensuhost.host.Host;
import io.sensuhost.host.config.Configuration;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** What comes of asking the Sensu that is to be told for one of its clients. */
final class RegistryFinding {

    private RegistryFinding() {}

    /** Empty where no Sensu is told. */
    static Optional<Finding> of(Configuration configuration, Host host) {
        return configuration.sensu().map(api -> {
            String subject = "registry, " + api;
            try {
                host.clients(1).toCompletableFuture().join();
                return new Finding(Judgement.GOOD, subject, "Sensu's API answers, and shows us clients");
            } catch (CompletionException e) {
                return new Finding(
                        Judgement.BAD,
                        subject,
                        Optional.ofNullable(e.getCause()).orElse(e).getMessage());
            }
        });
    }
}
