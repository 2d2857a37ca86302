package io.sensuhost.host.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RoleTest {
    private static final String ARN = "arn:aws:iam::111111111111:role/readonly";

    @Test
    void itTrustsAccountsOnly() {
        assertThatThrownBy(() -> Role.of(ARN).trusting("222222222222", "me"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"me\" is not an account id; one has 12 digits");
    }

    @Test
    void itsSessionsLastOneToTwelveHours() {
        assertThat(Role.of(ARN).withMaxSession(Duration.ofHours(1)).maxSession())
                .isEqualTo(Duration.ofHours(1));
        assertThatThrownBy(() -> Role.of(ARN).withMaxSession(Duration.ofSeconds(3599)))
                .hasMessageContaining("not 3599");
        assertThatThrownBy(() -> Role.of(ARN).withMaxSession(Duration.ofSeconds(43_201)))
                .hasMessageContaining("not 43201");
    }

    @Test
    void itsExternalIdIsNotToldNorIsASessionsKey() {
        Role role = Role.of(ARN).withExternalId("eleven");
        Session session = new Session(role, "sensu", "ASIA", "hush", "token", Instant.EPOCH);

        assertThat(role).hasToString(ARN);
        assertThat(session).hasToString("arn:aws:sts::111111111111:assumed-role/readonly/sensu");
    }
}
