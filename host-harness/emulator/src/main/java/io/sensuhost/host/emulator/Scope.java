package io.sensuhost.host.emulator;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The scope that a call was signed for: key, region, service. The signature itself is not verified. */
record Scope(String accessKeyId, String region, String service) {
    private static final Pattern CREDENTIAL =
            Pattern.compile("Credential=([^/,\\s]+)/\\d{8}/([^/,\\s]+)/([^/,\\s]+)/aws4_request");

    static Optional<Scope> of(String authorization) {
        Matcher matcher = CREDENTIAL.matcher(authorization);
        return authorization.startsWith("AWS4-") && matcher.find()
                ? Optional.of(new Scope(matcher.group(1), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }
}
