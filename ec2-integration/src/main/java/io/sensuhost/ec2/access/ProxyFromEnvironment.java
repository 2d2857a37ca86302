package io.sensuhost.ec2.access;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;

/**
 * The proxy that the usual environment variables name. The SDK reads them too, but picks the variable by how it talks to
 * the proxy, where everyone else picks it by what is asked for.
 */
final class ProxyFromEnvironment {

    private static final String OF_THIS_MACHINE = "localhost,127.0.0.1,[::1],::1,";

    private ProxyFromEnvironment() {}

    /**
     * Reads the proxy.
     *
     * @param environment the environment
     * @param scheme of what is asked for: {@code https} or {@code http}
     * @return its configuration; one without a proxy where none is named
     * @throws IllegalArgumentException if what is named is no URL of a proxy; it is not quoted, for there may be a password
     *     in it
     */
    static ProxyConfiguration of(Map<String, String> environment, String scheme) {
        ProxyConfiguration.Builder proxy = ProxyConfiguration.builder().useEnvironmentVariableValues(false);
        find(environment, scheme + "_proxy").map(value -> url(scheme, value)).ifPresent(url -> {
            proxy.endpoint(URI.create(
                            url.getScheme() + "://" + url.getRawAuthority().replaceAll("^.*@", "")))
                    .nonProxyHosts(exceptions(
                            OF_THIS_MACHINE + find(environment, "no_proxy").orElse("")));
            Optional.ofNullable(url.getUserInfo())
                    .map(user -> user.split(":", 2))
                    .ifPresent(user -> {
                        proxy.username(user[0]);
                        proxy.password(user.length > 1 ? user[1] : "");
                    });
        });
        return proxy.build();
    }

    private static Optional<String> find(Map<String, String> environment, String name) {
        return Stream.of(name, name.toUpperCase(Locale.ROOT))
                .map(spelling -> environment.getOrDefault(spelling, ""))
                .filter(value -> !value.isBlank())
                .findFirst();
    }

    private static URI url(String scheme, String value) {
        try {
            URI url = new URI(value.contains("://") ? value : "http://" + value);
            if (url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Told below: its own message quotes all of it.
        }
        throw new IllegalArgumentException(scheme.toUpperCase(Locale.ROOT) + "_PROXY of the environment is no URL of a"
                + " proxy, such as http://USER:PASSWORD@proxy.example:3128; in user and password all but letters and"
                + " digits has to be written as %XX");
    }

    /** As patterns of whole host names: a domain stands for all that is in it. */
    private static Set<String> exceptions(String list) {
        return Arrays.stream(list.split("[,\\s]+"))
                .map(host -> host.equals("*") ? ".*" : "(.*\\.)?" + literal(host.replaceAll("^\\*?\\.", "")))
                .collect(Collectors.toSet());
    }

    private static String literal(String host) {
        return host.toLowerCase(Locale.ROOT).replaceAll("[.\\[\\]]", "\\\\$0");
    }
}
