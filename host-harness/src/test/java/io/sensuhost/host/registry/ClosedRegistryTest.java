package io.sensuhost.host.registry;

import static io.sensuhost.host.registry.Stages.await;
import static io.sensuhost.host.registry.Stages.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.testkit.InMemoryMetrics;
import io.sensuhost.api.testkit.ManualClock;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ClosedRegistryTest {

    @Test
    @Timeout(60)
    void noThreadIsLeftThoughSomeoneStillHoldsTheRegistry() throws InterruptedException {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        FakeSensuCore sensu = new FakeSensuCore();
        SensuCoreRegistry registry =
                new SensuCoreRegistry(sensu.settings(), CoreClients::read, new HastyClock(), new InMemoryMetrics());
        try {
            await(registry.find(new ClientName("web-1", Optional.empty()), soon(new ManualClock())));
            List<Thread> own = threadsOfRegistries()
                    .filter(thread -> !before.contains(thread))
                    .toList();
            assertThat(own).extracting(Thread::getName).anyMatch(name -> name.contains("SelectorManager"));

            registry.close();

            for (Thread thread : own) {
                // An HTTP client of before Java 21 ends its thread once it has been collected, and cannot be told to.
                System.gc();
                thread.join();
            }
        } finally {
            Reference.reachabilityFence(registry);
            sensu.close();
        }
    }

    private static Stream<Thread> threadsOfRegistries() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("HttpClient-")
                        || thread.getName().equals("registry"));
    }
}
