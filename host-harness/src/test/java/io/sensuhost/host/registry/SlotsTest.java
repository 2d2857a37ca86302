package io.sensuhost.host.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlotsTest {

    private final List<String> told = new ArrayList<>();
    private final Slots slots = new Slots(1, 2);

    @Test
    void whoFindsNoSlotWaitsForOne() {
        slots.enter(call("first", true), false);
        slots.enter(call("second", true), false);
        assertThat(told).containsExactly("first begins");

        slots.leave();
        assertThat(told).containsExactly("first begins", "second begins");
        slots.leave();
        slots.enter(call("third", true), false);
        assertThat(told).endsWith("third begins");
    }

    @Test
    void whoIsUrgentGoesBeforeThoseThatWait() {
        slots.enter(call("first", true), false);
        slots.enter(call("second", true), false);
        slots.enter(call("urgent", true), true);

        slots.leave();

        assertThat(told).containsExactly("first begins", "urgent begins");
    }

    @Test
    void whoFindsNoRoomToWaitEitherIsRefused() {
        for (String name : List.of("first", "second", "third", "fourth")) {
            slots.enter(call(name, true), false);
        }

        assertThat(told).containsExactly("first begins", "fourth: 2 calls wait for it already");
        slots.leave();
        slots.leave();
        assertThat(told).endsWith("second begins", "third begins");
    }

    @Test
    void whoHasEndedByThenLeavesTheSlotToTheNext() {
        slots.enter(call("over", false), false);
        slots.enter(call("first", true), false);
        slots.enter(call("over too", false), false);
        slots.enter(call("second", true), false);

        slots.leave();

        assertThat(told).containsExactly("over begins", "first begins", "over too begins", "second begins");
    }

    private Slots.Waiting call(String name, boolean begins) {
        return new Slots.Waiting() {
            @Override
            public boolean begin() {
                told.add(name + " begins");
                return begins;
            }

            @Override
            public void refuse(String reason) {
                told.add(name + ": " + reason);
            }
        };
    }
}
