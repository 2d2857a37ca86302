package io.sensuhost.host.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate for 127.0.0.1 that has been signed by nobody but itself, made for one test. */
public final class TestAuthority {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Path directory;
    private final KeyStore keys;

    public TestAuthority(Path directory) throws IOException, InterruptedException, GeneralSecurityException {
        this.directory = directory;
        Path store = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD),
                        "-alias",
                        "sensu",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=sensu",
                        "-ext",
                        "san=ip:127.0.0.1")
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException(said);
        }
        keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store)) {
            keys.load(file, PASSWORD);
        }
    }

    /** What a server needs to show its certificate. */
    public SSLContext forServer() throws GeneralSecurityException {
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), null, null);
        return context;
    }

    public Path pem() throws IOException, GeneralSecurityException {
        return pem("ca.pem", "CERTIFICATE", keys.getCertificate("sensu").getEncoded());
    }

    /** Its private key. */
    public Path key() throws IOException, GeneralSecurityException {
        return pem("key.pem", "PRIVATE KEY", keys.getKey("sensu", PASSWORD).getEncoded());
    }

    private Path pem(String file, String what, byte[] content) throws IOException {
        return Files.writeString(
                directory.resolve(file),
                "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                        + what + "-----\n");
    }
}
