package io.sensuhost.host.cli;

import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.ec2.suite.Ec2Suite;
import io.sensuhost.host.plugins.PluginSources;
import io.sensuhost.host.plugins.Plugins;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Runs the EC2 integration's own suite with its built jar, through the loader that a host uses. */
final class Ec2BuiltJarIT extends Ec2Suite {

    private static Plugins plugins;

    @BeforeAll
    static void load() {
        plugins = Plugins.load(PluginSources.in(Path.of(System.getProperty("sensu-host.home"), "plugins")));
    }

    @AfterAll
    static void unload() {
        plugins.close();
    }

    @Override
    protected IntegrationFactory factory() {
        return plugins.factories().get(0);
    }
}
