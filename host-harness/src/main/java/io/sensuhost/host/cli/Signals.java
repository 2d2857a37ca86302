package io.sensuhost.host.cli;

import java.lang.reflect.Proxy;

/**
 * Signals of the operating system. Java's API for them makes javac warn in a way that cannot be turned off, and has not
 * changed for decades: so it is used by its names.
 */
final class Signals {

    private Signals() {}

    /** From now on runs a task, on a thread of its own, when a signal comes. */
    static void on(String name, Runnable task) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        task.run();
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("SIG" + name + " cannot be listened to on this Java", e);
        }
    }
}
