package io.sensuhost.ec2.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** EC2's states, and those that people write. */
class StatesTest {

    @ParameterizedTest
    @CsvSource({"0, pending", "16, running", "32, shutting-down", "48, terminated", "64, stopping", "80, stopped"})
    void aStateIsKnownByTheLowByteOfItsCode(int code, String word) {
        assertThat(InstanceState.of(code)).map(InstanceState::toString).contains(word);
        assertThat(InstanceState.of(code | 0x4200)).map(InstanceState::toString).contains(word);
    }

    @Test
    void anotherCodeIsNoState() {
        assertThat(InstanceState.of(96)).isEmpty();
        assertThat(InstanceState.of(1)).isEmpty();
    }

    @Test
    void onlyTheEndIsFinal() {
        assertThat(InstanceState.values())
                .filteredOn(InstanceState::isFinal)
                .containsExactly(InstanceState.SHUTTING_DOWN, InstanceState.TERMINATED);
    }

    @Test
    void aListAllowsItsOwnStatesOnly() {
        AllowedStates allowed = new AllowedStates(List.of("stopped", "shutting-down"));

        assertThat(InstanceState.values())
                .filteredOn(allowed::allows)
                .containsExactly(InstanceState.SHUTTING_DOWN, InstanceState.STOPPED);
        assertThat(allowed).hasToString("stopped, shutting-down");
        assertThat(new AllowedStates(List.of())).hasToString("none");
    }

    @Test
    void rebootingAllowsRunningSinceThatIsWhatEc2CallsIt() {
        assertThat(InstanceState.values())
                .filteredOn(new AllowedStates(List.of("rebooting"))::allows)
                .containsExactly(InstanceState.RUNNING);
        assertThat(new AllowedStates(List.of("rebooting")).impliesRunning()).isTrue();
        assertThat(new AllowedStates(List.of("rebooting", "running")).impliesRunning())
                .isFalse();
        assertThat(new AllowedStates(List.of("stopped")).impliesRunning()).isFalse();
    }
}
