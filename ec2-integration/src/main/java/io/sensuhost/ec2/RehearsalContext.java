package io.sensuhost.ec2;

import io.sensuhost.api.Client;
import io.sensuhost.api.ClientRegistry;
import io.sensuhost.api.Deregistration;
import io.sensuhost.api.HostClock;
import io.sensuhost.api.IntegrationContext;
import io.sensuhost.api.JsonFormat;
import io.sensuhost.api.Metrics;
import io.sensuhost.api.Result;
import io.sensuhost.api.Settings;
import io.sensuhost.ec2.settings.Declarations;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;

/** What a host lends, but for the clock without any effect. */
final class RehearsalContext implements IntegrationContext, ClientRegistry, Metrics {

    private final Settings settings;
    private final HostClock clock;

    RehearsalContext(Map<String, ?> settings, HostClock clock) {
        this.settings = Declarations.SETTINGS.read("ec2", settings);
        this.clock = clock;
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public ClientRegistry clients() {
        return this;
    }

    @Override
    public HostClock clock() {
        return clock;
    }

    @Override
    public Metrics metrics() {
        return this;
    }

    @Override
    public HttpClient http(UnaryOperator<HttpClient.Builder> more) {
        throw new UnsupportedOperationException("The SDK brings its own");
    }

    @Override
    public JsonFormat json() {
        throw new UnsupportedOperationException("EC2 speaks XML");
    }

    @Override
    public CompletionStage<Result> deregister(Deregistration wish) {
        return CompletableFuture.completedFuture(Result.held(wish.code(), wish.reason()));
    }

    @Override
    public CompletionStage<List<Client>> sample(int limit) {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletionStage<Void> forEach(Consumer<Client> viewer) {
        viewer.accept(new Client("rehearsal", Optional.empty(), Optional.empty(), Map.of()));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void count(String name, long amount, String... labels) {}

    @Override
    public void record(String name, double value, String... labels) {}

    @Override
    public void gauge(String name, DoubleSupplier value, String... labels) {}
}
