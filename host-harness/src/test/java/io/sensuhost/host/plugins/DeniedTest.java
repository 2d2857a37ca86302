package io.sensuhost.host.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is said where the host's user may not read: root, whom tests may run as, may read everything. */
class DeniedTest {

    private static final Path PLUGINS = Path.of("/opt/plugins");
    private static final String USER = System.getProperty("user.name");

    @Test
    void aJarThatMayNotBeReadIsNotSaidToBeBroken() {
        assertThat(JarCheck.unreadable(new FileNotFoundException("/opt/plugins/ec2.jar (Permission denied)")))
                .isEqualTo(USER + " may not read it; chmod o+r it");
    }

    @Test
    void aJarThatMayNotBeCopiedIsNamedWithItsMend() {
        assertThat(PrivateCopy.why(PLUGINS, new AccessDeniedException("/opt/plugins/ec2.jar")))
                .contains("cannot be read: permission denied for " + USER)
                .endsWith("chmod o+rX /opt/plugins/ec2.jar");
    }

    @Test
    void aPlaceToCopyToThatMayNotBeWrittenIsNamed() {
        assertThat(PrivateCopy.why(PLUGINS, new AccessDeniedException("/tmp/sensu-host-copying-1")))
                .contains("cannot be copied to")
                .contains("/tmp/sensu-host-copying-1");
    }
}
