package io.sensuhost.ec2.suite;

import io.sensuhost.api.IntegrationFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The whole suite, to be run with the factory that a subclass gives. */
public abstract class Ec2Suite
        implements Decisions,
                UserGuide,
                ErrorAnswers,
                CallCounts,
                Accounts,
                Roles,
                Absences,
                Troubles,
                Endings,
                Secrecy,
                Confinement {

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
