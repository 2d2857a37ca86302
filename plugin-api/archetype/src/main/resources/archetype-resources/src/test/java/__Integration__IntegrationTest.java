package ${package};

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Event;
import io.sensuhost.api.Integration;
import io.sensuhost.api.Result;
import io.sensuhost.api.Status;
import io.sensuhost.api.testkit.EventBuilder;
import io.sensuhost.api.testkit.TestContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ${Integration}IntegrationTest {

    private final FakeInventory inventory = new FakeInventory("web-1");

    @AfterEach
    void close() {
        inventory.close();
    }

    @Test
    void onlyTheClientWhoseNodeIsUnknownIsDeregistered() {
        TestContext context = TestContext.of(new ${Integration}Factory(), inventory.settings());

        Result known = handle(context, EventBuilder.keepaliveOf("web-1").build());
        Result unknown = handle(context, EventBuilder.keepaliveOf("web-2").build());

        assertThat(known.code()).isEqualTo("node_known");
        assertThat(unknown.code()).isEqualTo("node_unknown");
        assertThat(context.clients().knows("web-1")).isTrue();
        assertThat(context.clients().knows("web-2")).isFalse();
    }

    @Test
    void whereSomethingElseAnswersNobodyIsDeregistered() {
        TestContext context = TestContext.of(new ${Integration}Factory(), inventory.settings("/a-wrong-path"));

        Result result = handle(context, EventBuilder.keepaliveOf("web-2").build());

        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.code()).isEqualTo("answer_unclear");
        assertThat(context.clients().knows("web-2")).isTrue();
    }

    private static Result handle(TestContext context, Event event) {
        context.clients().with(event.client());
        try (Integration integration = new ${Integration}Factory().create(context)) {
            return integration.handle(event).toCompletableFuture().join();
        }
    }
}
