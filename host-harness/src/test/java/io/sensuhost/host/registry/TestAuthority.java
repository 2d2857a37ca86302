package io.sensuhost.host.registry;

import io.sensuhost.host.config.BrokerTls.Identity;
import io.sensuhost.host.outbound.TlsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate for 127.0.0.1 that has been signed by nobody but itself and may sign others, made for one test. */
public final class TestAuthority {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String OWN = "sensu";

    private final Path directory;
    private final String signature;
    private final KeyStore keys;

    public TestAuthority(Path directory) throws IOException, InterruptedException, GeneralSecurityException {
        this(directory, "SHA256withECDSA");
    }

    /** One that signs as it is told to. */
    public TestAuthority(Path directory, String signature)
            throws IOException, InterruptedException, GeneralSecurityException {
        this.directory = directory;
        this.signature = signature;
        generate(OWN, "-ext", "san=ip:127.0.0.1", "-ext", "bc=ca:true");
        keys = load();
    }

    private void generate(String alias, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-keystore",
                store().toString(),
                "-storepass",
                new String(PASSWORD),
                "-keyalg",
                signature.endsWith("RSA") ? "RSA" : "EC",
                "-sigalg",
                signature,
                "-alias",
                alias,
                "-dname",
                "CN=" + alias));
        command.addAll(List.of(more));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException(said);
        }
    }

    private Path store() {
        return directory.resolve("keys.p12");
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        KeyStore loaded = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store())) {
            loaded.load(file, PASSWORD);
        }
        return loaded;
    }

    /** What a server needs to show its certificate, and to believe those that it has signed. */
    public SSLContext forServer() throws IOException, GeneralSecurityException {
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), TlsFiles.authorities(pem()), null);
        return context;
    }

    /** Options with which a Java trusts it, and nobody else. */
    public String[] toBeTrusted() {
        return new String[] {
            "-Djavax.net.ssl.trustStore=" + store(), "-Djavax.net.ssl.trustStorePassword=" + new String(PASSWORD)
        };
    }

    public Path pem() throws IOException, GeneralSecurityException {
        return certificate(keys, OWN);
    }

    /** Its private key. */
    public Path key() throws IOException, GeneralSecurityException {
        return key(keys, OWN);
    }

    /** A certificate that it has signed, and the private key. */
    public Identity issue(String name) throws IOException, InterruptedException, GeneralSecurityException {
        generate(name, "-signer", OWN);
        KeyStore issued = load();
        return new Identity(certificate(issued, name), key(issued, name));
    }

    private Path certificate(KeyStore from, String name) throws IOException, GeneralSecurityException {
        return pem(name + ".pem", "CERTIFICATE", from.getCertificate(name).getEncoded());
    }

    private Path key(KeyStore from, String name) throws IOException, GeneralSecurityException {
        return pem(name + ".key", "PRIVATE KEY", from.getKey(name, PASSWORD).getEncoded());
    }

    private Path pem(String file, String what, byte[] content) throws IOException {
        return Files.writeString(
                directory.resolve(file),
                "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                        + what + "-----\n");
    }
}
