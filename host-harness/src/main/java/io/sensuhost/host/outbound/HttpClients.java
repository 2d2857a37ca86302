package io.sensuhost.host.outbound;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Makes HTTP clients for integrations. */
public final class HttpClients {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private HttpClients() {}

    /**
     * Makes a client. It ends when nothing refers to it any more.
     *
     * @param environment the environment, which may name proxies
     * @param more what is to be different
     * @return the client
     */
    public static HttpClient of(Map<String, String> environment, UnaryOperator<HttpClient.Builder> more) {
        Proxies proxies = new Proxies(environment);
        HttpClient.Builder builder = HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .proxy(proxies)
                .authenticator(proxies.credentials());
        Thread thread = Thread.currentThread();
        ClassLoader integration = thread.getContextClassLoader();
        // Its threads inherit the loader, and would keep the plugin's from being collected.
        thread.setContextClassLoader(HttpClients.class.getClassLoader());
        try {
            return more.apply(builder).build();
        } finally {
            thread.setContextClassLoader(integration);
        }
    }
}
