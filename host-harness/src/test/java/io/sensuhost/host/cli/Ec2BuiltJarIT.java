package io.sensuhost.host.cli;

import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.ec2.suite.Ec2Contract;
import io.sensuhost.ec2.suite.Ec2HardTimes;
import io.sensuhost.ec2.suite.Ec2Storms;
import io.sensuhost.ec2.suite.Ec2Suite;
import io.sensuhost.host.plugins.PluginSources;
import io.sensuhost.host.plugins.Plugins;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** Tests the EC2 integration's built jar, through the loader that a host uses. */
final class Ec2BuiltJarIT {

    private static Plugins plugins;

    @BeforeAll
    static void load() {
        plugins = Plugins.load(PluginSources.in(Path.of(System.getProperty("sensu-host.home"), "plugins")));
    }

    @AfterAll
    static void unload() {
        plugins.close();
    }

    /** Its own suite. */
    @Nested
    final class Suite extends Ec2Suite {

        @Override
        protected IntegrationFactory factory() {
            return plugins.factories().get(0);
        }
    }

    /** The same code has been through them with its classes as they are. */
    @Nested
    @Tag("heavy")
    final class HardTimes extends Ec2HardTimes {

        @Override
        protected IntegrationFactory factory() {
            return plugins.factories().get(0);
        }
    }

    /** And through these. */
    @Nested
    @Tag("heavy")
    final class Storms extends Ec2Storms {

        @Override
        protected IntegrationFactory factory() {
            return plugins.factories().get(0);
        }
    }

    /** What every integration must keep to. */
    @Nested
    final class Contract extends Ec2Contract {

        @Override
        protected IntegrationFactory factory() {
            return plugins.factories().get(0);
        }
    }
}
