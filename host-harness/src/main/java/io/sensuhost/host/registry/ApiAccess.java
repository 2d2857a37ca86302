package io.sensuhost.host.registry;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where a Sensu API is and how to get in.
 *
 * @param base its URL, which may have a path
 * @param authorization the value of the Authorization header
 * @param secrets what no message may show
 * @param caCert a PEM file of the authorities that its certificate may come from; the JDK's own where there is none
 * @param timeout how long one call may take, retries included
 * @param credentialsSetting where its credentials are configured, for messages
 */
record ApiAccess(
        URI base,
        Optional<String> authorization,
        List<String> secrets,
        Optional<Path> caCert,
        Duration timeout,
        String credentialsSetting) {

    ApiAccess {
        secrets = List.copyOf(secrets);
    }

    URI resolve(String pathAndQuery) {
        String root = base.toString();
        return URI.create((root.endsWith("/") ? root.substring(0, root.length() - 1) : root) + pathAndQuery);
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
