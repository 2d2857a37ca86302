package io.sensuhost.ec2.access;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Connects to where calls will go, so that those soon after have not to wait for names, TLS and a proxy. A call is begun,
 * which the SDK finds the endpoint for, and at the wire an unsigned {@code GET /ping} goes there in its place: it shows no
 * credentials, and AWS counts it as no call.
 */
final class Greeting implements ExecutionInterceptor {

    /** With one host. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(Greeting.class);
    private static final ExecutionAttribute<Boolean> ONLY_TO_GREET = new ExecutionAttribute<>("sensu-host.greeting");
    private static final int MOST_BYTES = 64 << 10;

    private final SdkHttpClient http;
    private final ScheduledExecutorService timer;
    private final Duration patience;
    private final Set<URI> greeted = ConcurrentHashMap.newKeySet();

    Greeting(SdkHttpClient http, ScheduledExecutorService timer, Duration patience) {
        this.http = http;
        this.timer = timer;
        this.patience = patience;
    }

    /**
     * Greets the host of a call that is not made. Whether it answers matters to nobody.
     *
     * @param call makes a call with the configuration that it is given
     */
    void of(Consumer<Consumer<AwsRequestOverrideConfiguration.Builder>> call) {
        try {
            call.accept(configuration -> configuration
                    .credentialsProvider(AnonymousCredentialsProvider.create())
                    .putExecutionAttribute(ONLY_TO_GREET, true));
        } catch (Greeted done) {
            LOG.trace("{}", done.getMessage());
        } catch (RuntimeException e) {
            LOG.debug("Nobody to greet: {}", e.toString());
        }
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        if (attributes.getAttribute(ONLY_TO_GREET) != null) {
            greet(context.httpRequest().getUri().resolve("/ping"));
            throw new Greeted();
        }
    }

    private void greet(URI host) {
        if (!greeted.add(host)) {
            return;
        }
        try {
            LOG.debug("Connected to {}, which answers with status {}", host, get(host));
        } catch (IOException e) {
            LOG.debug("Not connected to {}: {}", host, e.toString());
        }
    }

    private int get(URI uri) throws IOException {
        ExecutableHttpRequest request = http.prepareRequest(HttpExecuteRequest.builder()
                .request(SdkHttpRequest.builder()
                        .method(SdkHttpMethod.GET)
                        .uri(uri)
                        .build())
                .build());
        Future<?> end = timer.schedule(request::abort, patience.toMillis(), TimeUnit.MILLISECONDS);
        try {
            HttpExecuteResponse response = request.call();
            if (response.responseBody().isPresent()) {
                readToItsEnd(response.responseBody().get());
            }
            return response.httpResponse().statusCode();
        } finally {
            end.cancel(false);
        }
    }

    /** Else the connection would not be kept. */
    private static void readToItsEnd(AbortableInputStream body) throws IOException {
        try (body) {
            if (body.readNBytes(MOST_BYTES).length == MOST_BYTES) {
                body.abort();
            }
        }
    }

    /** Ends a call before it is made. */
    private static final class Greeted extends SdkClientException {

        private static final long serialVersionUID = 1L;

        Greeted() {
            super(SdkClientException.builder()
                    .message("Its host is greeted, and that is all")
                    .writableStackTrace(false));
        }
    }
}
