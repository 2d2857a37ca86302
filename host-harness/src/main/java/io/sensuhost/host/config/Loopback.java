package io.sensuhost.host.config;

import java.util.regex.Pattern;

/** Tells addresses that only the machine itself can reach. */
final class Loopback {

    /** Names other than localhost are not looked up: what they lead to can change. */
    private static final Pattern ADDRESS =
            Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[?(::|0:0:0:0:0:0:0:)1]?", Pattern.CASE_INSENSITIVE);

    private Loopback() {}

    static boolean isIt(String address) {
        return ADDRESS.matcher(address).matches();
    }
}
