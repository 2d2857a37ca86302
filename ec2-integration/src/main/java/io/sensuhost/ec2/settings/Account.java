package io.sensuhost.ec2.settings;

import io.sensuhost.api.Settings;
import java.time.Duration;
import java.util.Optional;

/**
 * A role in another AWS account.
 *
 * @param name what clients call it
 * @param roleArn the role to assume
 * @param externalId what the role's trust policy asks for
 * @param region the region of its clients that name none
 * @param sessionName the name of the session
 * @param duration how long a session lasts
 */
public record Account(
        String name,
        String roleArn,
        Optional<String> externalId,
        Optional<String> region,
        String sessionName,
        Duration duration) {

    static Account of(Settings settings) {
        return new Account(
                settings.text("name"),
                settings.text("role_arn"),
                settings.findText("external_id"),
                settings.findText("region"),
                settings.text("session_name"),
                settings.duration("duration"));
    }

    /** Its name and role: the external id is a secret. */
    @Override
    public String toString() {
        return name + " (" + roleArn + ")";
    }
}
