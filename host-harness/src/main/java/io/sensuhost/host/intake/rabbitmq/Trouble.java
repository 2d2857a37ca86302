package io.sensuhost.host.intake.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;
import io.sensuhost.host.config.BrokerSettings;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Says in words what is wrong with a broker, and what to do about it. */
final class Trouble {

    private static final String OUR_CERTIFICATE =
            "where it asks for a certificate, ssl.cert_chain_file and ssl.private_key_file have to name one that its"
                    + " authority has signed, and the key";

    private Trouble() {}

    static String with(BrokerSettings broker, Exception e) {
        return broker.address() + ": " + words(broker, e);
    }

    private static String words(BrokerSettings broker, Exception e) {
        if (e instanceof AuthenticationFailureException || e instanceof PossibleAuthenticationFailureException) {
            return "it refuses the user '" + broker.user() + "' on vhost '" + broker.vhost()
                    + "': check user, password, vhost and the user's permissions";
        }
        Optional<SSLException> tls = cause(e, SSLException.class);
        if (tls.isPresent()) {
            return words(tls.get());
        }
        // A broker that does not like our certificate says so and hangs up; the end may come first.
        Optional<SocketException> broken = cause(e, SocketException.class);
        if (broker.tls().isPresent() && broken.isPresent() && wasReached(e)) {
            return broken.get().getMessage() + "; " + OUR_CERTIFICATE;
        }
        if (e instanceof UnknownHostException) {
            return "there is no such host";
        }
        if (e instanceof TimeoutException) {
            return "it does not answer in time";
        }
        return cause(e, ShutdownSignalException.class)
                .map(Trouble::words)
                .orElseGet(() -> Optional.ofNullable(e.getMessage()).orElse(e.toString()));
    }

    private static boolean wasReached(Exception e) {
        return cause(e, ConnectException.class).isEmpty()
                && cause(e, NoRouteToHostException.class).isEmpty();
    }

    /** What the broker, or the lack of it, has made of a connection. */
    static String words(ShutdownSignalException closed) {
        if (closed.getReason() instanceof AMQP.Channel.Close close) {
            return close.getReplyText();
        }
        return closed.getReason() instanceof AMQP.Connection.Close close
                ? close.getReplyText()
                : "the connection broke: " + cause(closed);
    }

    private static String cause(Throwable e) {
        return e.getCause() == null ? String.valueOf(e.getMessage()) : String.valueOf(e.getCause());
    }

    /** Who broke off: an alert that we received is the broker's. */
    private static String words(SSLException tls) {
        String message = String.valueOf(tls.getMessage());
        return message.contains("Received fatal alert")
                ? message + "; " + OUR_CERTIFICATE
                : message + "; ssl.ca_cert has to name the authority of the broker's certificate, and host the name in"
                        + " it";
    }

    private static <T extends Throwable> Optional<T> cause(Throwable e, Class<T> type) {
        return type.isInstance(e)
                ? Optional.of(type.cast(e))
                : Optional.ofNullable(e.getCause()).flatMap(cause -> cause(cause, type));
    }
}
