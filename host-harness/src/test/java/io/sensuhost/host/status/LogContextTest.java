package io.sensuhost.host.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sensuhost.api.Event;
import io.sensuhost.api.testkit.EventBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class LogContextTest {

    private static final Event EVENT =
            EventBuilder.keepaliveOf("web-1").inNamespace("west").build();
    private static final Map<String, String> ABOUT = Map.of("event_id", "keepalive-of-web-1", "client", "west/web-1");
    private static final Map<String, String> AT_EC2 =
            Map.of("event_id", "keepalive-of-web-1", "client", "west/web-1", "integration", "ec2");

    @BeforeEach
    @AfterEach
    void nothing() {
        MDC.clear();
    }

    @Test
    void workForAnEventIsAboutTheEventAndItsClient() {
        assertThat(LogContext.about(EVENT, LogContextTest::context)).isEqualTo(ABOUT);
    }

    @Test
    void workAtAnIntegrationIsAboutThatToo() {
        assertThat(LogContext.about(EVENT, "ec2", LogContextTest::context)).isEqualTo(AT_EC2);
    }

    @Test
    void aTaskOfTheExecutorIsRunAtOnceAndIsAboutTheEvent() {
        List<Map<String, String>> contexts = new ArrayList<>();

        LogContext.executor(EVENT, "ec2").execute(() -> contexts.add(context()));

        assertThat(contexts).containsExactly(AT_EC2);
        assertThat(context()).isEmpty();
    }

    @Test
    void afterwardsTheThreadIsAboutNothing() {
        LogContext.about(EVENT, "ec2", LogContextTest::context);

        assertThat(context()).isEmpty();
    }

    @Test
    void afterwardsTheThreadIsAboutWhatItWasAboutBefore() {
        Event other = EventBuilder.keepaliveOf("web-2").build();

        assertThat(LogContext.about(EVENT, "ec2", () -> {
                    LogContext.about(other, "puppet", LogContextTest::context);
                    return context();
                }))
                .isEqualTo(AT_EC2);
    }

    @Test
    void whatFailsLeavesNoContextBehind() {
        assertThatThrownBy(() -> LogContext.about(EVENT, "ec2", () -> {
                    throw new IllegalStateException("for a test");
                }))
                .hasMessage("for a test");

        assertThat(context()).isEmpty();
    }

    private static Map<String, String> context() {
        return Optional.ofNullable(MDC.getCopyOfContextMap()).orElse(Map.of());
    }
}
