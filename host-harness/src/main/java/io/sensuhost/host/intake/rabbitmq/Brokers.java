package io.sensuhost.host.intake.rabbitmq;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.impl.DefaultExceptionHandler;
import io.sensuhost.host.config.BrokerSettings;
import io.sensuhost.host.config.BrokerTls;
import io.sensuhost.host.outbound.TlsFiles;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the client library fit for a broker. */
final class Brokers {

    private static final Logger LOG = LoggerFactory.getLogger(Brokers.class);
    private static final Duration TO_CONNECT = Duration.ofSeconds(5);
    private static final Duration TO_ANSWER = Duration.ofSeconds(10);

    /** The largest that a broker lets through; ours is smaller, but to refuse it here would break the connection. */
    private static final int LARGEST_MESSAGE = 512 << 20;

    private Brokers() {}

    static ConnectionFactory factory(BrokerSettings broker, Duration heartbeat)
            throws GeneralSecurityException, IOException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.useBlockingIo();
        factory.setHost(broker.host());
        factory.setPort(broker.port());
        factory.setVirtualHost(broker.vhost());
        factory.setUsername(broker.user());
        factory.setPassword(broker.password().value());
        factory.setRequestedHeartbeat((int) heartbeat.toSeconds());
        factory.setConnectionTimeout((int) TO_CONNECT.toMillis());
        factory.setHandshakeTimeout((int) TO_ANSWER.toMillis());
        factory.setChannelRpcTimeout((int) TO_ANSWER.toMillis());
        factory.setShutdownTimeout((int) TO_CONNECT.toMillis());
        factory.setMaxInboundMessageBodySize(LARGEST_MESSAGE);
        factory.setExceptionHandler(new Quiet());
        // A new session does it all again, also what is not recorded: it takes queues as they are.
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        if (broker.tls().isPresent()) {
            secure(factory, broker.tls().get());
        }
        return factory;
    }

    private static void secure(ConnectionFactory factory, BrokerTls tls) throws GeneralSecurityException, IOException {
        KeyManager[] identity = tls.identity().isPresent()
                ? TlsFiles.identity(
                        tls.identity().get().certificates(),
                        tls.identity().get().key())
                : null;
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(identity, trust(tls), null);
        factory.useSslProtocol(context);
        if (tls.verifyPeer()) {
            factory.enableHostnameVerification();
        }
    }

    /** Null makes it the JDK's own. */
    private static TrustManager[] trust(BrokerTls tls) throws GeneralSecurityException, IOException {
        if (!tls.verifyPeer()) {
            return new TrustManager[] {new Believing()};
        }
        if (tls.caCert().isEmpty()) {
            return null;
        }
        return TlsFiles.authorities(tls.caCert().get());
    }

    /** A connection that breaks is told by its end, in words for people. */
    private static final class Quiet extends DefaultExceptionHandler {

        @Override
        public void handleUnexpectedConnectionDriverException(Connection connection, Throwable e) {
            LOG.debug("A connection to RabbitMQ broke", e);
        }
    }
}
