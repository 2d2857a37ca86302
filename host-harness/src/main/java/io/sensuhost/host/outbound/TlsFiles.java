package io.sensuhost.host.outbound;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Reads what TLS needs from PEM files. Messages name the file and what is expected of it, and nothing of its content. */
public final class TlsFiles {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----(.+?)-----END PRIVATE KEY-----", Pattern.DOTALL);
    private static final int LARGEST = 1024 * 1024;
    private static final char[] UNUSED = {};

    private TlsFiles() {}

    /**
     * Makes TLS trust the authorities in a file, and no others.
     *
     * @param pem the file
     * @return what decides whom to trust
     * @throws GeneralSecurityException if there is no certificate in it, or one that cannot be used
     * @throws IOException if it cannot be read
     */
    public static TrustManager[] authorities(Path pem) throws GeneralSecurityException, IOException {
        return trusting(certificates(pem));
    }

    /**
     * Makes TLS trust the authorities in a file besides those that the JDK trusts.
     *
     * @param pem the file
     * @return what decides whom to trust
     * @throws GeneralSecurityException if there is no certificate in it, or one that cannot be used
     * @throws IOException if it cannot be read
     */
    public static TrustManager[] moreAuthorities(Path pem) throws GeneralSecurityException, IOException {
        TrustManagerFactory usual = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        usual.init((KeyStore) null);
        List<Certificate> all = new ArrayList<>(certificates(pem));
        for (TrustManager manager : usual.getTrustManagers()) {
            if (manager instanceof X509TrustManager trusting) {
                all.addAll(List.of(trusting.getAcceptedIssuers()));
            }
        }
        return trusting(all);
    }

    private static TrustManager[] trusting(Collection<? extends Certificate> certificates)
            throws GeneralSecurityException, IOException {
        KeyStore authorities = empty();
        for (Certificate one : certificates) {
            authorities.setCertificateEntry("authority-" + authorities.size(), one);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authorities);
        return trust.getTrustManagers();
    }

    /**
     * Makes TLS say who we are.
     *
     * @param chain a file with our certificate, and after it those above it
     * @param key a file with its private key, in PKCS #8 and not encrypted
     * @return what says so
     * @throws GeneralSecurityException if there is not what there should be
     * @throws IOException if one of them cannot be read
     */
    public static KeyManager[] identity(Path chain, Path key) throws GeneralSecurityException, IOException {
        KeyStore own = empty();
        own.setKeyEntry("own", privateKey(key), UNUSED, certificates(chain).toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, UNUSED);
        return keys.getKeyManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path pem)
            throws GeneralSecurityException, IOException {
        Collection<? extends Certificate> all =
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(content(pem)));
        if (all.isEmpty()) {
            throw new GeneralSecurityException(pem + " holds no certificate in PEM form");
        }
        return all;
    }

    private static PrivateKey privateKey(Path pem) throws GeneralSecurityException, IOException {
        Matcher key = KEY.matcher(new String(content(pem), StandardCharsets.US_ASCII));
        if (!key.find()) {
            throw new GeneralSecurityException(
                    pem + " holds no private key that can be used: it has to be PKCS #8 without a"
                            + " password, as openssl pkcs8 -topk8 -nocrypt makes it");
        }
        PKCS8EncodedKeySpec encoded =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key.group(1)));
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException another) {
                // The file does not say which it is.
            }
        }
        throw new GeneralSecurityException(pem + " holds a private key that is neither RSA nor EC nor EdDSA");
    }

    private static byte[] content(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return stream.readNBytes(LARGEST);
        }
    }
}
