package io.sensuhost.host.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sensuhost.host.registry.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TlsFilesTest {

    @TempDir
    private static Path directory;

    private static Path certificate;

    @BeforeAll
    static void make() throws Exception {
        certificate = new TestAuthority(directory).pem();
    }

    @Test
    void theAuthoritiesOfAFileAreTrustedAndNoOthers() throws Exception {
        assertThat(TlsFiles.authorities(certificate))
                .singleElement()
                .isInstanceOfSatisfying(
                        X509TrustManager.class,
                        trust -> assertThat(trust.getAcceptedIssuers())
                                .singleElement()
                                .satisfies(issuer -> assertThat(
                                                issuer.getSubjectX500Principal().getName())
                                        .isEqualTo("CN=sensu")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void aPrivateKeyOfAnyUsualSortSaysWhoWeAre(String algorithm) throws Exception {
        PrivateKey key = key(algorithm);

        KeyManager[] identity = TlsFiles.identity(certificate, pem(key, "PRIVATE KEY"));

        assertThat(identity).singleElement().isInstanceOfSatisfying(X509KeyManager.class, own -> {
            assertThat(own.getPrivateKey("own")).isEqualTo(key);
            assertThat(own.getCertificateChain("own")).hasSize(1);
        });
    }

    @Test
    void aKeyOfAnotherFormIsNamedWithTheMendAndNotShown() throws Exception {
        Path key = pem(key("EC"), "EC PRIVATE KEY");

        assertThatExceptionOfType(GeneralSecurityException.class)
                .isThrownBy(() -> TlsFiles.identity(certificate, key))
                .withMessage(key + " holds no private key that can be used: it has to be PKCS #8 without a password, as"
                        + " openssl pkcs8 -topk8 -nocrypt makes it");
    }

    @Test
    void aKeyOfAnotherSortIsNamed() throws Exception {
        Path key = pem(key("X25519"), "PRIVATE KEY");

        assertThatExceptionOfType(GeneralSecurityException.class)
                .isThrownBy(() -> TlsFiles.identity(certificate, key))
                .withMessage(key + " holds a private key that is neither RSA nor EC nor EdDSA");
    }

    @Test
    void aFileWithoutACertificateIsNamed() throws Exception {
        Path none = Files.writeString(directory.resolve("none.pem"), "");

        assertThatExceptionOfType(GeneralSecurityException.class)
                .isThrownBy(() -> TlsFiles.authorities(none))
                .withMessage(none + " holds no certificate in PEM form");
    }

    private static PrivateKey key(String algorithm) throws GeneralSecurityException {
        return KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();
    }

    private static Path pem(PrivateKey key, String what) throws IOException {
        return Files.writeString(
                directory.resolve(key.getAlgorithm() + ".key"),
                "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                        .formatted(what, Base64.getMimeEncoder().encodeToString(key.getEncoded())));
    }
}
