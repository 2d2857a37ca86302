package io.sensuhost.host.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where configuration comes from, in the order in which it is merged: the environment, the main file, the directories.
 *
 * @param environment of which {@code RABBITMQ_URL}, {@code REDIS_URL}, {@code SENSU_TRANSPORT_NAME} and
 *     {@code SENSU_API_PORT} are used, as by Sensu's server
 * @param mainFile a file that is missing is a warning, since Sensu's own units name one that often is not there
 * @param directories searched for {@code *.json}; a missing one is an error
 */
public record ConfigurationSources(Map<String, String> environment, Optional<Path> mainFile, List<Path> directories) {

    public ConfigurationSources {
        environment = Map.copyOf(environment);
        directories = List.copyOf(directories);
    }
}
