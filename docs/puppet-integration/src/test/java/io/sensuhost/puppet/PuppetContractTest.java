package io.sensuhost.puppet;

import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.puppet.suite.PuppetContract;

final class PuppetContractTest extends PuppetContract {

    @Override
    protected IntegrationFactory factory() {
        return new PuppetIntegrationFactory();
    }
}
