package io.sensuhost.host.plugins;

import java.util.function.Supplier;

/**
 * Calls into a plugin with its own class loader as the thread's context class loader, as libraries expect it.
 *
 * @param loader the plugin's class loader
 */
record OwnLoader(ClassLoader loader) {

    static OwnLoader of(Object fromPlugin) {
        return new OwnLoader(fromPlugin.getClass().getClassLoader());
    }

    <T> T call(Supplier<T> call) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return call.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
