package io.sensuhost.host.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentTest {

    private final Recent<String> recent = new Recent<>(3);

    @Test
    void theNewestComesFirst() {
        recent.add("one");
        recent.add("two");

        assertThat(recent.latest(3)).containsExactly("two", "one");
    }

    @Test
    void theOldestIsForgottenWhereThereAreTooMany() {
        recent.add("one");
        recent.add("two");
        recent.add("three");
        assertThat(recent.latest(9)).containsExactly("three", "two", "one");

        recent.add("four");

        assertThat(recent.latest(9)).containsExactly("four", "three", "two");
    }

    @Test
    void noMoreAreShownThanAreAskedFor() {
        recent.add("one");
        recent.add("two");

        assertThat(recent.latest(1)).containsExactly("two");
        assertThat(recent.latest(0)).isEmpty();
    }
}
