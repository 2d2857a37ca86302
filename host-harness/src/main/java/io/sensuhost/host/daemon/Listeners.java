package io.sensuhost.host.daemon;

import io.sensuhost.api.HostClock;
import io.sensuhost.api.Metrics;
import io.sensuhost.host.Generations;
import io.sensuhost.host.config.HostSettings;
import io.sensuhost.host.config.HttpSettings;
import io.sensuhost.host.config.Secret;
import io.sensuhost.host.config.TcpSettings;
import io.sensuhost.host.event.EventDecoder;
import io.sensuhost.host.intake.EventQueue;
import io.sensuhost.host.intake.TcpIntake;
import io.sensuhost.host.intake.TcpLimits;
import io.sensuhost.host.intake.http.BearerToken;
import io.sensuhost.host.intake.http.HttpIntake;
import io.sensuhost.host.intake.http.Routes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where the daemon listens.
 *
 * @param tcp for events
 * @param http for events and questions
 */
record Listeners(TcpIntake tcp, HttpIntake http) {

    static Listeners open(
            Generations generations,
            EventQueue queue,
            HostClock clock,
            EventDecoder decoder,
            Function<TcpIntake, Routes> routes,
            Metrics metrics) {
        TcpIntake tcp = tcp(generations, queue, clock, decoder);
        try {
            return new Listeners(tcp, http(generations, routes.apply(tcp), metrics));
        } catch (CannotListenException e) {
            tcp.close();
            throw e;
        }
    }

    private static TcpIntake tcp(Generations generations, EventQueue queue, HostClock clock, EventDecoder decoder) {
        TcpSettings settings = generations.current().configuration().host().tcp();
        try {
            return TcpIntake.listen(
                    new InetSocketAddress(address(settings.bind()), settings.port()),
                    decoder,
                    () -> generations.current().configuration().host().tcp().handler(),
                    queue,
                    clock,
                    TcpLimits.usual());
        } catch (IOException e) {
            throw new CannotListenException("host.tcp", settings.bind(), settings.port(), e);
        }
    }

    private static HttpIntake http(Generations generations, Routes routes, Metrics metrics) {
        HttpSettings settings = generations.current().configuration().host().http();
        try {
            return HttpIntake.listen(
                    new InetSocketAddress(address(settings.bind()), settings.port()),
                    routes,
                    () -> token(
                            settings,
                            generations.current().configuration().host().http()),
                    metrics);
        } catch (IOException e) {
            throw new CannotListenException("host.http", settings.bind(), settings.port(), e);
        }
    }

    private static InetAddress address(String bind) throws IOException {
        return InetAddress.getAllByName(bind)[0];
    }

    /** A new configuration may do without a token because it means another address, which is not listened on yet. */
    private static Optional<BearerToken> token(HttpSettings listening, HttpSettings now) {
        return (now.bind().equals(listening.bind()) ? now : listening)
                .token()
                .map(Secret::value)
                .map(BearerToken::new);
    }

    /** Whether another configuration wants to listen elsewhere, which takes a restart. */
    static boolean differ(HostSettings one, HostSettings other) {
        return !one.tcp().bind().equals(other.tcp().bind())
                || one.tcp().port() != other.tcp().port()
                || !one.http().bind().equals(other.http().bind())
                || one.http().port() != other.http().port();
    }
}
