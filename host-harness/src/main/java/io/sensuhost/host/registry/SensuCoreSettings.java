package io.sensuhost.host.registry;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Where the API of Sensu Core 1.x is, and how clients are deleted there.
 *
 * @param url its base URL, such as {@code http://127.0.0.1:4567}
 * @param user the user's name for Basic authentication, which needs both this and a password
 * @param password the user's password
 * @param caCert a PEM file of the authorities that its certificate may come from, instead of the JDK's
 * @param invalidate whether a client that cannot return is kept from registering again for a while
 * @param invalidateExpire for how long
 * @param timeout how long one call may take, retries included
 */
public record SensuCoreSettings(
        URI url,
        Optional<String> user,
        Optional<String> password,
        Optional<Path> caCert,
        boolean invalidate,
        Duration invalidateExpire,
        Duration timeout) {

    ApiAccess access() {
        Optional<String> basic = user.flatMap(
                name -> password.map(word -> base64((name + ":" + word).getBytes(StandardCharsets.UTF_8))));
        List<String> secrets = List.of(basic.orElse(""), password.orElse(""));
        return new ApiAccess(
                url, basic.map(token -> "Basic " + token), secrets, caCert, timeout, "api.user and api.password");
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The URL alone. */
    @Override
    public String toString() {
        return url.toString();
    }
}
