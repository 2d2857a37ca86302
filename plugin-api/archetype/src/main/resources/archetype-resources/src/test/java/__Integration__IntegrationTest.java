package ${package};

import static org.assertj.core.api.Assertions.assertThat;

import io.sensuhost.api.Result;
import io.sensuhost.api.Status;
import io.sensuhost.api.testkit.EventBuilder;
import io.sensuhost.api.testkit.Stage;
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
        try (Stage stage = new Stage(new ${Integration}Factory(), inventory.settings())) {
            Result known = stage.handle(EventBuilder.keepaliveOf("web-1").build());
            Result unknown = stage.handle(EventBuilder.keepaliveOf("web-2").build());

            assertThat(known.code()).isEqualTo("node_known");
            assertThat(unknown.code()).isEqualTo("node_unknown");
            assertThat(stage.context().clients().knows("web-1")).isTrue();
            assertThat(stage.context().clients().knows("web-2")).isFalse();
        }
    }

    @Test
    void whereSomethingElseAnswersNobodyIsDeregistered() {
        try (Stage stage = new Stage(new ${Integration}Factory(), inventory.settings("/a-wrong-path"))) {
            Result result = stage.handle(EventBuilder.keepaliveOf("web-2").build());

            assertThat(result.status()).isEqualTo(Status.FAILED);
            assertThat(result.code()).isEqualTo("answer_unclear");
            assertThat(stage.context().clients().knows("web-2")).isTrue();
        }
    }
}
