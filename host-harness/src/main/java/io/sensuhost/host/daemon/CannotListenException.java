package io.sensuhost.host.daemon;

import java.io.IOException;

/** That an address which the configuration names cannot be listened on. Its message is for people. */
public final class CannotListenException extends RuntimeException {

    private static final long serialVersionUID = 1;

    CannotListenException(String scope, String bind, int port, IOException why) {
        super(
                "%s: cannot listen on %s:%d: %s; %s"
                        .formatted(scope, bind, port, why.getMessage(), mend(scope, String.valueOf(why.getMessage()))),
                why);
    }

    /** By the operating system's words: the JDK has one type for all of it. */
    private static String mend(String scope, String why) {
        if (why.startsWith("Permission denied")) {
            return "set %s.port to one above 1023, or let the service have CAP_NET_BIND_SERVICE".formatted(scope);
        }
        return why.startsWith("Address already in use")
                ? "stop what listens there already, or set %1$s.bind and %1$s.port".formatted(scope)
                : "set %s.bind to an address of this machine, such as 127.0.0.1".formatted(scope);
    }
}
