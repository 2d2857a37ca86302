package io.sensuhost.host.cli;

import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.ec2.suite.Ec2Contract;
import io.sensuhost.host.plugins.PluginSources;
import io.sensuhost.host.plugins.Plugins;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Holds the EC2 integration's built jar to what every integration must keep to. */
final class Ec2ContractBuiltJarIT extends Ec2Contract {

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
