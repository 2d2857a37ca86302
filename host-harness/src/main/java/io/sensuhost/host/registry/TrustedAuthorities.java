package io.sensuhost.host.registry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Makes TLS trust the authorities in a file, and no others. */
final class TrustedAuthorities {

    private TrustedAuthorities() {}

    static SSLContext in(Path pem) {
        try (InputStream file = Files.newInputStream(pem)) {
            KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
            authorities.load(null, null);
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(file)) {
                authorities.setCertificateEntry("authority-" + authorities.size(), one);
            }
            if (authorities.size() == 0) {
                throw unusable(pem, "it holds no certificate", new GeneralSecurityException("no certificate"));
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(authorities);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(pem, e.toString(), e);
        }
    }

    private static RegistryException unusable(Path pem, String why, Exception cause) {
        return new RegistryException(
                RegistryException.Kind.NOT_DONE,
                "cannot take certificate authorities from " + pem + ": " + why
                        + "; ca_cert must name a readable file with certificates in PEM form",
                cause);
    }
}
