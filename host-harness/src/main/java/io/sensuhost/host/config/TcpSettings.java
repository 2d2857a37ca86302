package io.sensuhost.host.config;

import java.util.Optional;

/**
 * Where events come in over TCP: {@code host.tcp}.
 *
 * @param bind the address to listen on; loopback by default
 * @param port 3033 by default, 0 for any that is free
 * @param handler the handler that the Sensu server has chosen for all that comes in here
 */
public record TcpSettings(String bind, int port, Optional<String> handler) {

    static TcpSettings read(Attributes tcp) {
        TcpSettings settings = new TcpSettings(
                tcp.get("bind", Shape.TEXT, "127.0.0.1"),
                tcp.get("port", Shape.whole(0, 65535), 3033),
                tcp.get("handler", Shape.TEXT));
        if (!Loopback.isIt(settings.bind)) {
            tcp.warning(
                    "bind",
                    "whoever reaches this address can send events, since TCP knows no token: let only the Sensu server"
                            + " reach it, or take host.http, or bind to 127.0.0.1");
        }
        tcp.warnOfOthers();
        return settings;
    }
}
