package io.sensuhost.host.registry;

import java.util.List;

/** The beginning of what someone else wrote, fit for a message of ours. */
final class Quote {

    private static final int LENGTH = 200;

    private Quote() {}

    static String of(String text, List<String> secrets) {
        // Secrets go before the cut, which could leave half of one.
        String shown = text;
        for (String secret : secrets) {
            shown = secret.isEmpty() ? shown : shown.replace(secret, "REDACTED");
        }
        shown = shown.replaceAll("[\\p{Cc}\\p{Cf}\\s]+", " ").strip();
        return shown.length() > LENGTH ? shown.substring(0, LENGTH) + "…" : shown;
    }
}
