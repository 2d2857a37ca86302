package io.sensuhost.puppet;

import io.sensuhost.api.Attribute;
import io.sensuhost.api.IntegrationException;
import io.sensuhost.api.IntegrationException.Kind;
import io.sensuhost.api.Problem;
import io.sensuhost.api.Schema;
import io.sensuhost.api.Settings;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Scope {@code ssl}: the key to show PuppetDB, and whom to trust; what is not named is the JDK's. */
final class Tls {

    static final Schema SCHEMA = Schema.of(
            Attribute.text("keystore_file")
                    .describedAs("A JKS or PKCS12 file with the client's key and certificate, signed by Puppet's CA."),
            Attribute.text("keystore_password").asSecret().describedAs("The password of `keystore_file` and its key."),
            Attribute.text("truststore_file").describedAs("A JKS or PKCS12 file with the certificate of Puppet's CA."),
            Attribute.text("truststore_password").asSecret().describedAs("The password of `truststore_file`."));

    private Tls() {}

    static List<Problem> check(Settings ssl) {
        return Stream.of("keystore", "truststore")
                .flatMap(kind -> problem(ssl, kind).stream())
                .toList();
    }

    private static Optional<Problem> problem(Settings ssl, String kind) {
        String file = kind + "_file";
        String password = kind + "_password";
        if (ssl.findText(file).isPresent() != ssl.findText(password).isPresent()) {
            String missing = ssl.findText(file).isPresent() ? password : file;
            return Optional.of(Problem.error(missing, "is missing: " + file + " and " + password + " go together"));
        }
        try {
            if (kind.equals("keystore")) {
                keys(ssl);
            } else {
                authorities(ssl);
            }
            return Optional.empty();
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            return Optional.of(Problem.error(file, "cannot be used with this " + password + ": " + e.getMessage()));
        }
    }

    static SSLContext context(Settings ssl) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(ssl).orElse(null), authorities(ssl).orElse(null), null);
            return context;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IntegrationException(Kind.SETTINGS, "ssl cannot be used: " + e.getMessage(), e);
        }
    }

    private static Optional<KeyManager[]> keys(Settings ssl) throws IOException, GeneralSecurityException {
        Optional<KeyStore> store = open(ssl, "keystore");
        if (store.isEmpty()) {
            return Optional.empty();
        }
        for (String alias : Collections.list(store.get().aliases())) {
            if (store.get().isKeyEntry(alias)) {
                KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                factory.init(store.get(), ssl.text("keystore_password").toCharArray());
                return Optional.of(factory.getKeyManagers());
            }
        }
        throw new IOException("there is no private key in it");
    }

    /** A PKCS12 file made by openssl holds certificates that Java does not take for trusted; better said now. */
    private static Optional<TrustManager[]> authorities(Settings ssl) throws IOException, GeneralSecurityException {
        Optional<KeyStore> store = open(ssl, "truststore");
        if (store.isEmpty()) {
            return Optional.empty();
        }
        for (String alias : Collections.list(store.get().aliases())) {
            if (store.get().isCertificateEntry(alias)) {
                TrustManagerFactory factory =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init(store.get());
                return Optional.of(factory.getTrustManagers());
            }
        }
        throw new IOException("there is no trusted certificate in it; keytool -importcert puts one there");
    }

    private static Optional<KeyStore> open(Settings ssl, String kind) throws IOException, GeneralSecurityException {
        Optional<String> file = ssl.findText(kind + "_file");
        return file.isEmpty()
                ? Optional.empty()
                : Optional.of(KeyStore.getInstance(
                        new File(file.get()), ssl.text(kind + "_password").toCharArray()));
    }
}
