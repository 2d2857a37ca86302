package io.sensuhost.host.config;

import java.util.Optional;

/**
 * One value that holds: a string, number or boolean, or an object or array that is empty.
 *
 * @param path such as {@code ec2.accounts[0].role_arn}
 * @param value empty for JSON's null
 * @param location the place that set it, or {@link Location#DEFAULT}
 */
public record Setting(String path, Optional<Object> value, Location location) {

    /** What holds for an attribute that nobody has set. */
    public static Setting byDefault(String path, Object value) {
        return new Setting(path, Optional.of(value), Location.DEFAULT);
    }
}
