package io.sensuhost.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DeregistrationTest {

    private static final Event EVENT = new Event(
            "e1",
            new Client("web-1", Optional.empty(), Optional.empty(), Map.of()),
            new Check("keepalive", 2, Map.of()),
            Action.CREATE,
            1,
            1,
            Optional.empty(),
            Instant.EPOCH,
            Optional.empty(),
            false,
            List.of(),
            Map.of());

    private final Deregistration wish = Deregistration.of(EVENT, "node_unknown", "Nobody knows the node");

    @Test
    void aWishOfWhichNothingElseIsSaidRestsOnAConclusionAndItsClientMayReturn() {
        assertThat(wish.evidence()).isEqualTo(Evidence.INFERRED);
        assertThat(wish.mayReturn()).isTrue();
        assertThat(wish.details()).isEmpty();
    }

    @Test
    void whatIsSaidOfAWishStaysWithItWhateverElseIsSaid() {
        Deregistration sure = wish.with(Map.of("node", "a", "region", "r"))
                .forGood()
                .with(Evidence.PROVEN)
                .with(Map.of("node", "b"));

        assertThat(sure.event()).isSameAs(EVENT);
        assertThat(sure.code()).isEqualTo("node_unknown");
        assertThat(sure.reason()).isEqualTo("Nobody knows the node");
        assertThat(sure.evidence()).isEqualTo(Evidence.PROVEN);
        assertThat(sure.mayReturn()).isFalse();
        assertThat(sure.details()).isEqualTo(Map.of("node", "b", "region", "r"));
    }

    @Test
    void whatIsSaidMakesAnotherWish() {
        wish.forGood();
        wish.with(Evidence.PROVEN);

        assertThat(wish.mayReturn()).isTrue();
        assertThat(wish.evidence()).isEqualTo(Evidence.INFERRED);
    }

    @Test
    void itsCodeIsASnakeCaseWord() {
        assertThatThrownBy(() -> Deregistration.of(EVENT, "NotThis", "why"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
