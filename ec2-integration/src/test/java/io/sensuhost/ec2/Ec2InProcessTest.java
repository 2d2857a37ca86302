package io.sensuhost.ec2;

import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.ec2.suite.Ec2Suite;

/** Runs the suite with the classes as they are. */
class Ec2InProcessTest extends Ec2Suite {

    @Override
    protected IntegrationFactory factory() {
        return new Ec2IntegrationFactory();
    }
}
