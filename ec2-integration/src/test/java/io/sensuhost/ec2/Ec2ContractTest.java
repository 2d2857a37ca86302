package io.sensuhost.ec2;

import io.sensuhost.api.IntegrationFactory;
import io.sensuhost.ec2.suite.Ec2Contract;

final class Ec2ContractTest extends Ec2Contract {

    @Override
    protected IntegrationFactory factory() {
        return new Ec2IntegrationFactory();
    }
}
