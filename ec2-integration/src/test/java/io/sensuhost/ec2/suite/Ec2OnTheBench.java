package io.sensuhost.ec2.suite;

import io.sensuhost.api.IntegrationFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A bench for each test, with an integration of the factory that a subclass gives. */
abstract class Ec2OnTheBench implements OnTheBench {

    private Bench bench;

    /**
     * The factory to test.
     *
     * @return it; asked once for each test
     */
    protected abstract IntegrationFactory factory();

    @BeforeEach
    void setUp() {
        bench = new Bench(factory());
    }

    @AfterEach
    void tearDown() {
        bench.close();
    }

    @Override
    public Bench bench() {
        return bench;
    }
}
