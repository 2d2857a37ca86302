package io.sensuhost.host.registry;

import io.sensuhost.host.outbound.TlsFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;

/** Makes TLS trust the authorities in a file, and no others. */
final class TrustedAuthorities {

    private TrustedAuthorities() {}

    static SSLContext in(Path pem) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, TlsFiles.authorities(pem), null);
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
