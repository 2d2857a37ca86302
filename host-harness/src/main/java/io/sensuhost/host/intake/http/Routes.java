package io.sensuhost.host.intake.http;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which endpoint answers what. To be filled before it is used. */
public final class Routes {

    private final Map<String, Map<String, Endpoint>> endpoints = new TreeMap<>();

    /**
     * Adds an endpoint.
     *
     * @param method the HTTP method
     * @param path the whole path
     * @param endpoint what answers
     * @return these routes
     */
    public Routes add(String method, String path, Endpoint endpoint) {
        endpoints.computeIfAbsent(path, unknown -> new TreeMap<>()).put(method, endpoint);
        return this;
    }

    /** The methods of a path with their endpoints. */
    Optional<Map<String, Endpoint>> of(String path) {
        return Optional.ofNullable(endpoints.get(path));
    }

    Iterable<String> paths() {
        return endpoints.keySet();
    }
}
