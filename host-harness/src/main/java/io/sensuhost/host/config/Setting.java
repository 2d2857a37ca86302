package io.sensuhost.host.config;

import java.util.Optional;

/**
 * One value that was set: a string, number or boolean, or an object or array that is empty.
 *
 * @param path such as {@code ec2.accounts[0].role_arn}
 * @param value empty for JSON's null
 * @param location the place that set it
 */
public record Setting(String path, Optional<Object> value, Location location) {}
