package io.sensuhost.ec2;

import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.ec2.suite.Ec2HardTimes;

/** Puts the classes as they are through hard times. */
class Ec2HardTimesTest extends Ec2HardTimes {

    @Override
    protected IntegrationFactory factory() {
        return new Ec2IntegrationFactory();
    }
}
