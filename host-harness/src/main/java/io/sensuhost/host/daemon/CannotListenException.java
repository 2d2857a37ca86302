package io.sensuhost.host.daemon;

import java.io.IOException;

/** That an address which the configuration names cannot be listened on. Its message is for people. */
public final class CannotListenException extends RuntimeException {

    private static final long serialVersionUID = 1;

    CannotListenException(String scope, String bind, int port, IOException why) {
        super(
                "%s: cannot listen on %s:%d: %s; stop what listens there already, or set %s.bind and %s.port"
                        .formatted(scope, bind, port, why.getMessage(), scope, scope),
                why);
    }
}
