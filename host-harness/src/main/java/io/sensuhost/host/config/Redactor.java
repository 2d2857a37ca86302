package io.sensuhost.host.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes the secrets out of configuration and events before anyone sees them: the value of every key that is known to hold
 * a secret, or that is one letter away from one, at any depth and whatever its case, and the user information in every
 * URL. Immutable, for any thread.
 */
public final class Redactor {

    /** What stands in the place of a secret. */
    public static final String REDACTED = "REDACTED";

    /** Sensu's own list, then what AWS and this host add to it. */
    private static final Set<String> SECRET_KEYS = Set.of(
            "password",
            "passwd",
            "pass",
            "api_key",
            "api_token",
            "access_key",
            "secret_key",
            "private_key",
            "secret",
            "routing_key",
            "access_token_read",
            "access_token_write",
            "access_token_path",
            "webhook_url",
            "nickserv_password",
            "channel_password",
            "community",
            "keystore_password",
            "truststore_password",
            "proxy_password",
            "access_key_id",
            "secret_access_key",
            "token",
            "external_id");

    /** Of shorter ones, too many other words are one letter away. */
    private static final int SHORTEST_MISSPELT = 5;

    /**
     * Up to the last @ of the authority; a slash that nobody encoded is taken for a part of the password, unless a port
     * number stands before it.
     */
    private static final Pattern USER_INFORMATION =
            Pattern.compile("(?<=://)(?:[^\\s/?#]*|[^\\s/?#@:\\[]*:(?![0-9]*(?:[/?#]|$))\\S{0,512})@");

    private final Set<String> keys = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private final List<String> easilyMisspelt;

    /** @param moreKeys what an integration declares secret, beside the keys that always are */
    public Redactor(Collection<String> moreKeys) {
        keys.addAll(SECRET_KEYS);
        keys.addAll(moreKeys);
        easilyMisspelt =
                keys.stream().filter(key -> key.length() >= SHORTEST_MISSPELT).toList();
    }

    /** A copy without secrets; keys keep their order. */
    public Map<String, Object> redact(Map<?, ?> values) {
        Map<String, Object> redacted = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            String name = String.valueOf(key);
            redacted.put(name, holdsSecret(name) ? REDACTED : redactValue(value));
        });
        return redacted;
    }

    /** The value at a path such as {@code ec2.accounts[0].external_id}, a secret if anything on the way to it is one. */
    public Object redactAt(String path, Object value) {
        return Stream.of(path.split("[.\\[\\]\"]+")).anyMatch(this::holdsSecret) ? REDACTED : redactValue(value);
    }

    /** Whoever has misspelt a key has written the secret all the same. */
    private boolean holdsSecret(String key) {
        return keys.contains(key) || Spelling.closest(key, easilyMisspelt, 1).isPresent();
    }

    /** A copy without secrets of a map, list or string; anything else as it is. */
    public Object redactValue(Object value) {
        if (value instanceof Map<?, ?> map) {
            return redact(map);
        }
        if (value instanceof List<?> list) {
            List<Object> redacted = new ArrayList<>(list.size());
            list.forEach(element -> redacted.add(redactValue(element)));
            return redacted;
        }
        return value instanceof String text ? redactUrls(text) : value;
    }

    /** The text with the user information of every URL in it masked: {@code amqp://REDACTED@host}. */
    public static String redactUrls(String text) {
        return text.contains("://") ? USER_INFORMATION.matcher(text).replaceAll(REDACTED + "@") : text;
    }
}
