package io.sensuhost.host.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How to speak TLS with a broker: an object {@code ssl}, as Sensu has it.
 *
 * @param caCert a PEM file with the authorities to trust, instead of those of the JDK
 * @param identity who we are, where the broker asks for it
 * @param verifyPeer whether the broker's certificate has to be right; true unless it is said not to be
 */
public record BrokerTls(Optional<Path> caCert, Optional<Identity> identity, boolean verifyPeer) {

    private static final String CERTIFICATES = "cert_chain_file";
    private static final String KEY = "private_key_file";

    /** Others write true. */
    private static final Shape<Boolean> ON_OR_OBJECT = new Shape<>(
            "true, false or an object",
            Object.class,
            node -> node instanceof Node.Members
                    ? Optional.of(true)
                    : Shape.FLAG.read().apply(node));

    /**
     * A certificate of our own.
     *
     * @param certificates a PEM file with it and those above it
     * @param key a PEM file with its private key, in PKCS #8 and not encrypted
     */
    public record Identity(Path certificates, Path key) {}

    static Optional<BrokerTls> read(Layers layers) {
        Optional<Attributes> holder = layers.holder("ssl");
        if (!holder.flatMap(object -> object.get("ssl", ON_OR_OBJECT)).orElse(false)) {
            return Optional.empty();
        }
        Attributes object = holder.orElseThrow();
        return Optional.of(object.hasObject("ssl") ? of(object.object("ssl")) : usual());
    }

    private static BrokerTls usual() {
        return new BrokerTls(Optional.empty(), Optional.empty(), true);
    }

    private static BrokerTls of(Attributes ssl) {
        Optional<Path> certificates = ssl.get(CERTIFICATES, Shape.FILE);
        Optional<Path> key = ssl.get(KEY, Shape.FILE);
        if (certificates.isPresent() != key.isPresent()) {
            ssl.error(
                    certificates.isPresent() ? CERTIFICATES : KEY,
                    CERTIFICATES + " and " + KEY + " are only used together: set both");
        }
        boolean verify = ssl.get("verify_peer", Shape.FLAG).orElse(true);
        if (!verify) {
            ssl.warning(
                    "verify_peer",
                    "whoever is at the broker's address is believed to be it, and gets the password: better set"
                            + " ca_cert to the authority of its certificate");
        }
        return new BrokerTls(
                ssl.get("ca_cert", Shape.FILE),
                certificates.flatMap(chain -> key.map(secret -> new Identity(chain, secret))),
                verify);
    }
}
