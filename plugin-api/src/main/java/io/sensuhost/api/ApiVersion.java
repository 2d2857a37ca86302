package io.sensuhost.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The version of this API, by semantic versioning. A plugin names the range that it works with in its manifest, as
 * {@code Plugin-Requires: >=0.1.0 & <0.2.0}, and a host of another version refuses it.
 */
@Stable
public final class ApiVersion {

    private static final String CURRENT = read();

    private ApiVersion() {}

    /**
     * The version of the classes that are loaded.
     *
     * @return three numbers, as in {@code 1.4.0}
     */
    public static String current() {
        return CURRENT;
    }

    private static String read() {
        try (InputStream text = ApiVersion.class.getResourceAsStream("api.properties")) {
            Properties properties = new Properties();
            properties.load(text);
            return properties.getProperty("version").replaceFirst("-.*", "");
        } catch (IOException e) {
            throw new UncheckedIOException("The API's version cannot be read from its jar", e);
        }
    }
}
