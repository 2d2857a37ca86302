package io.sensuhost.ec2.lookup;

import io.sensuhost.api.HostClock;
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
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;

/** DescribeInstances, as questions and answers. */
final class Ec2Eye implements Eye {

    private static final int MOST_PAGES = 50;

    private final Connection connection;
    private final HostClock clock;
    private final LookupMetrics metrics;
    private final Refusals refusals;

    Ec2Eye(Connection connection, HostClock clock, LookupMetrics metrics, String place) {
        this.connection = connection;
        this.clock = clock;
        this.metrics = metrics;
        this.refusals = new Refusals(place);
    }

    @Override
    public Answer look(Question question, Duration time) {
        Duration began = clock.elapsed();
        try {
            return describe(question, time);
        } catch (RuntimeException e) {
            if (Refusals.isOfSession(e) && connection.renew(began)) {
                return lookAgain(question, time.minus(clock.elapsed().minus(began)));
            }
            return refusals.read(e, question);
        }
    }

    private Answer lookAgain(Question question, Duration time) {
        try {
            return describe(question, time.isNegative() || time.isZero() ? Duration.ofMillis(1) : time);
        } catch (RuntimeException e) {
            return refusals.read(e, question);
        }
    }

    private Answer describe(Question question, Duration time) {
        Map<String, Observation> seen = new HashMap<>();
        Optional<String> next = Optional.empty();
        for (int page = 0; page < MOST_PAGES; page++) {
            metrics.called(question.way());
            DescribeInstancesResponse response = connection.describe(request(question, next), time, throttled -> {
                metrics.retried(throttled);
                if (throttled) {
                    question.inquiries().forEach(Inquiry::throttled);
                }
            });
            response.reservations().stream()
                    .flatMap(reservation -> reservation.instances().stream())
                    .forEach(instance -> seen.put(instance.instanceId(), observation(instance)));
            next = Optional.ofNullable(response.nextToken()).filter(token -> !token.isEmpty());
            if (next.isEmpty()) {
                return new Answer.Instances(seen);
            }
        }
        return new Answer.Failure(Cause.LOOKUP_FAILED, "EC2's answer has no end", true);
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
        return connection.identity();
    }

    @Override
    public void close() {
        connection.close();
    }
}
