package io.sensuhost.host.outbound;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The proxies of HTTPS_PROXY, HTTP_PROXY and NO_PROXY, in upper or lower case, as everyone reads them. */
final class Proxies extends ProxySelector {

    private static final int USUAL_PORT = 3128;

    private final Map<String, String> environment;

    Proxies(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public List<Proxy> select(URI uri) {
        return proxy(uri.getScheme())
                .filter(proxy -> !isExcepted(uri.getHost()))
                .map(proxy ->
                        new InetSocketAddress(proxy.getHost(), proxy.getPort() < 0 ? USUAL_PORT : proxy.getPort()))
                .map(address -> List.of(new Proxy(Proxy.Type.HTTP, address)))
                .orElse(List.of(Proxy.NO_PROXY));
    }

    /** Whoever asks gets the failure itself; there is no other proxy to go to. */
    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {}

    boolean wantCredentials() {
        return Stream.of("https", "http")
                .flatMap(scheme -> proxy(scheme).stream())
                .anyMatch(proxy -> proxy.getUserInfo() != null);
    }

    /** What the proxies' URLs say of user and password. */
    Authenticator credentials() {
        return new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return getRequestorType() == RequestorType.PROXY
                        ? Stream.of("https", "http")
                                .flatMap(scheme -> proxy(scheme).stream())
                                .filter(proxy -> proxy.getHost().equals(getRequestingHost()))
                                .flatMap(proxy -> Optional.ofNullable(proxy.getUserInfo()).stream())
                                .map(user -> user.split(":", 2))
                                .map(user -> new PasswordAuthentication(
                                        user[0], (user.length > 1 ? user[1] : "").toCharArray()))
                                .findFirst()
                                .orElse(null)
                        : null;
            }
        };
    }

    private Optional<URI> proxy(String scheme) {
        return find(scheme + "_proxy").map(value -> url(scheme, value));
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

    private boolean isExcepted(String host) {
        return find("no_proxy").stream()
                .flatMap(list -> Arrays.stream(list.split("[,\\s]+")))
                .map(domain -> domain.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
                .anyMatch(domain -> domain.equals("*")
                        || host.equalsIgnoreCase(domain)
                        || host.toLowerCase(Locale.ROOT).endsWith("." + domain));
    }

    private Optional<String> find(String name) {
        return Stream.of(name, name.toUpperCase(Locale.ROOT))
                .map(spelling -> environment.getOrDefault(spelling, ""))
                .filter(value -> !value.isBlank())
                .findFirst();
    }
}
