package io.sensuhost.host.plugins;

import java.util.List;

/**
 * What a plugin sees of the host: the JDK, the API, PF4J and SLF4J's own interface, and nothing else, neither classes
 * nor resources.
 */
final class HostView extends ClassLoader {

    private static final List<String> SHARED = List.of("io.sensuhost.api.", "org.pf4j.", "org.slf4j.");

    private final ClassLoader host = HostView.class.getClassLoader();

    HostView() {
        super("host-view", ClassLoader.getPlatformClassLoader());
    }

    static boolean isShared(String className) {
        return SHARED.stream().anyMatch(className::startsWith);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (isShared(name)) {
            return host.loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }
}
