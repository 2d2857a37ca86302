package io.sensuhost.host.outbound;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;

/** Makes HTTP clients for integrations. */
public final class HttpClients {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final Proxies proxies;
    private final Optional<SSLContext> trust;

    /**
     * Clients that go and trust as the host does.
     *
     * @param environment the environment, which may name proxies
     * @param caCert a PEM file of authorities to trust besides those that the JDK trusts
     * @throws UncheckedIOException if the file cannot be used; the message says why
     */
    public HttpClients(Map<String, String> environment, Optional<Path> caCert) {
        proxies = new Proxies(environment);
        trust = caCert.map(HttpClients::trusting);
    }

    private static SSLContext trusting(Path pem) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, TlsFiles.moreAuthorities(pem), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new UncheckedIOException(
                    "host.ca_cert: %s must be a readable file with certificates in PEM form (%s)".formatted(pem, e),
                    new IOException(e));
        }
    }

    /**
     * Makes a client. It ends when nothing refers to it any more.
     *
     * @param more what is to be different
     * @return the client
     */
    public HttpClient client(UnaryOperator<HttpClient.Builder> more) {
        HttpClient.Builder builder =
                HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).proxy(proxies);
        if (proxies.wantCredentials()) {
            // Not otherwise: with one, the JDK makes an exception of a 401 that does not say how to log in.
            builder.authenticator(proxies.credentials());
        }
        trust.ifPresent(builder::sslContext);
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
