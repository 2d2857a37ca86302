package io.sensuhost.host.intake.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;
import io.sensuhost.host.config.BrokerSettings;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Says in words what is wrong with a broker, and what to do about it. */
final class Trouble {

    private Trouble() {}

    static String with(BrokerSettings broker, Exception e) {
        return broker.address() + ": " + words(broker, e);
    }

    private static String words(BrokerSettings broker, Exception e) {
        if (e instanceof AuthenticationFailureException || e instanceof PossibleAuthenticationFailureException) {
            return "it refuses the user '" + broker.user() + "' on vhost '" + broker.vhost()
                    + "': check user, password, vhost and the user's permissions";
        }
        if (e instanceof SSLException || e instanceof GeneralSecurityException) {
            return e.getMessage() + "; ssl.ca_cert has to name the authority of the broker's certificate, and host the"
                    + " name in it";
        }
        if (e instanceof UnknownHostException) {
            return "there is no such host";
        }
        if (e instanceof TimeoutException) {
            return "it does not answer in time";
        }
        return closed(e)
                .map(Trouble::words)
                .orElseGet(() -> Optional.ofNullable(e.getMessage()).orElse(e.toString()));
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

    private static Optional<ShutdownSignalException> closed(Throwable e) {
        if (e instanceof ShutdownSignalException closed) {
            return Optional.of(closed);
        }
        return Optional.ofNullable(e.getCause()).flatMap(Trouble::closed);
    }
}
