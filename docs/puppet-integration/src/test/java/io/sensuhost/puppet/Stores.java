package io.sensuhost.puppet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** One key for 127.0.0.1 that has been signed by nobody but itself, for PuppetDB and for those who ask it. */
final class Stores {

    private static final String PASSWORD = "changeit";

    private final Path directory;
    private final KeyStore keys;

    Stores(Path directory) throws IOException, InterruptedException, GeneralSecurityException {
        this.directory = directory;
        Path file = directory.resolve("made.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD,
                        "-alias",
                        "puppet",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=puppet",
                        "-ext",
                        "san=ip:127.0.0.1")
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException(said);
        }
        keys = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    }

    /** Shows the key, and trusts whoever shows the same. */
    SSLContext server() throws GeneralSecurityException, IOException {
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD.toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(trust("PKCS12"));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    /** Scope {@code ssl} with all that is needed, in files of a format. */
    Map<String, String> ssl(String format) throws GeneralSecurityException, IOException {
        KeyStore own = empty(format);
        own.setKeyEntry(
                "puppet",
                keys.getKey("puppet", PASSWORD.toCharArray()),
                PASSWORD.toCharArray(),
                keys.getCertificateChain("puppet"));
        Map<String, String> ssl = new LinkedHashMap<>();
        ssl.put("keystore_file", written("keys." + format, own));
        ssl.put("keystore_password", PASSWORD);
        ssl.put("truststore_file", written("trust." + format, trust(format)));
        ssl.put("truststore_password", PASSWORD);
        return ssl;
    }

    private KeyStore trust(String format) throws GeneralSecurityException, IOException {
        KeyStore trust = empty(format);
        trust.setCertificateEntry("puppet", keys.getCertificate("puppet"));
        return trust;
    }

    private static KeyStore empty(String format) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(format);
        store.load(null, null);
        return store;
    }

    private String written(String name, KeyStore store) throws GeneralSecurityException, IOException {
        Path file = directory.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file.toString();
    }
}
