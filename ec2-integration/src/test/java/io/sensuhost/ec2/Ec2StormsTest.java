package io.sensuhost.ec2;

import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.ec2.suite.Ec2Storms;

/** Puts the classes as they are through storms. */
class Ec2StormsTest extends Ec2Storms {

    @Override
    protected IntegrationFactory factory() {
        return new Ec2IntegrationFactory();
    }
}
