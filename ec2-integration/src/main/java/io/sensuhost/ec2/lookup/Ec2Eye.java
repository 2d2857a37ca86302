package io.sensuhost.ec2.lookup;

import io.sensuhost.api.HostClock;
import io.sensuhost.ec2.access.CallListener;
import io.sensuhost.ec2.access.Connection;
import io.sensuhost.ec2.decision.InstanceState;
import io.sensuhost.ec2.decision.Observation;
import io.sensuhost.ec2.decision.Observation.Cause;
import io.sensuhost.ec2.decision.Observation.Present;
import io.sensuhost.ec2.decision.Observation.Unknown;
import io.sensuhost.ec2.decision.Observation.Way;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;

/** DescribeInstances, as questions and answers. Its client is made when it is first needed, since that takes a while. */
final class Ec2Eye implements Eye {

    private static final int MOST_PAGES = 50;

    private final Supplier<Connection> connector;
    private final HostClock clock;
    private final LookupMetrics metrics;
    private final Refusals refusals;
    private volatile Optional<Connection> connection = Optional.empty();
    private boolean closed;

    Ec2Eye(Supplier<Connection> connector, HostClock clock, LookupMetrics metrics, Refusals refusals) {
        this.connector = connector;
        this.clock = clock;
        this.metrics = metrics;
        this.refusals = refusals;
    }

    @Override
    public void prepare() {
        connection();
    }

    @Override
    public void greet() {
        connection().greet();
    }

    @Override
    public Sight look(Question question, Duration time, Consumer<Boolean> throttled) {
        Hearing hearing = new Hearing(question.way(), throttled);
        Answer answer;
        try {
            answer = describe(question, clock.elapsed().plus(time), hearing);
        } catch (RuntimeException e) {
            answer = refusals.read(e, question);
        }
        return hearing.mixed
                ? new Sight(
                        new Answer.Failure(Cause.LOOKUP_FAILED, "the credentials changed while EC2 answered", true), "")
                : new Sight(answer, hearing.by);
    }

    private Answer describe(Question question, Duration end, CallListener listener) {
        Map<String, Observation> seen = new HashMap<>();
        Optional<String> next = Optional.empty();
        for (int page = 0; page < MOST_PAGES; page++) {
            DescribeInstancesResponse response =
                    connection().describe(request(question, next), end.minus(clock.elapsed()), listener);
            if (!response.hasReservations()) {
                // To the SDK a proxy's page, or nothing at all, is an answer without instances.
                return new Answer.Failure(Cause.LOOKUP_FAILED, refusals.unreadable(), true);
            }
            response.reservations().stream()
                    .flatMap(reservation -> reservation.instances().stream())
                    .forEach(instance -> seen.put(instance.instanceId(), observation(instance)));
            next = Optional.ofNullable(response.nextToken()).filter(token -> !token.isEmpty());
            if (next.isEmpty()) {
                seen.keySet().retainAll(question.ids());
                return new Answer.Instances(seen);
            }
        }
        return new Answer.Failure(Cause.LOOKUP_FAILED, "EC2's answer has no end", true);
    }

    private synchronized Connection connection() {
        if (closed) {
            throw new IllegalStateException("the integration was stopped");
        }
        if (connection.isEmpty()) {
            connection = Optional.of(connector.get());
        }
        return connection.get();
    }

    private static DescribeInstancesRequest request(Question question, Optional<String> next) {
        if (question.ids().isEmpty()) {
            throw new IllegalArgumentException("A question for nothing would describe every instance of the region");
        }
        DescribeInstancesRequest.Builder request =
                DescribeInstancesRequest.builder().nextToken(next.orElse(null));
        if (question.way() == Way.BY_ID) {
            return request.instanceIds(question.ids()).build();
        }
        return request.includeManagedResources(true)
                .filters(Filter.builder()
                        .name("instance-id")
                        .values(question.ids())
                        .build())
                .build();
    }

    private static Observation observation(Instance instance) {
        return Optional.ofNullable(instance.state())
                .flatMap(state -> Optional.ofNullable(state.code()))
                .flatMap(InstanceState::of)
                .<Observation>map(Present::new)
                .orElseGet(() -> new Unknown(
                        Cause.LOOKUP_FAILED,
                        "EC2 reports " + instance.instanceId() + " in a state that this version does not know"));
    }

    @Override
    public String identity() {
        return connection.map(Connection::identity).orElse("");
    }

    @Override
    public synchronized void close() {
        closed = true;
        connection.ifPresent(Connection::close);
    }

    /** What is heard of the calls of one question, which one thread makes. */
    private final class Hearing implements CallListener {

        private final Way way;
        private final Consumer<Boolean> throttled;
        private String by = "";
        private boolean called;
        private boolean mixed;

        Hearing(Way way, Consumer<Boolean> throttled) {
            this.way = way;
            this.throttled = throttled;
        }

        @Override
        public void called(String identity) {
            metrics.called(way);
            mixed |= called && !by.equals(identity);
            called = true;
            by = identity;
        }

        @Override
        public void attemptFailed(boolean byThrottle) {
            metrics.attemptFailed(byThrottle);
            throttled.accept(byThrottle);
        }
    }
}
