package io.sensuhost.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HostThreadsTest {

    @Test
    void noneKeepsTheProcessAliveAndAllEndWhenTheyAreClosed() throws Exception {
        ExecutorService threads = HostThreads.start();
        Thread running = threadOf(threads);

        assertThat(running.getName()).isEqualTo("handling");
        assertThat(running.isDaemon()).isTrue();

        threads.shutdown();
        running.join();
    }

    private static Thread threadOf(ExecutorService executor) throws Exception {
        return CompletableFuture.supplyAsync(Thread::currentThread, executor).get(30, TimeUnit.SECONDS);
    }
}
