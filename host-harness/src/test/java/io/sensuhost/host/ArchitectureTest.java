package io.sensuhost.host;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/** Who may know whom: an event's path goes one way, and nothing reaches back. */
@AnalyzeClasses(packages = "io.sensuhost.host", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule NO_PACKAGES_GO_ROUND_IN_CIRCLES =
            slices().matching("io.sensuhost.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NOBODY_KNOWS_THE_COMMANDS = noClasses()
            .that()
            .resideOutsideOfPackage("io.sensuhost.host.cli")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.sensuhost.host.cli");

    @ArchTest
    static final ArchRule CONFIGURATION_KNOWS_NOBODY = knowsNobody("config");

    @ArchTest
    static final ArchRule EVENTS_KNOW_NOBODY = knowsNobody("event");

    @ArchTest
    static final ArchRule WHAT_IS_SHOWN_KNOWS_NOBODY = knowsNobody("status");

    @ArchTest
    static final ArchRule THE_AUDIT_KNOWS_NOBODY = knowsNobody("audit");

    @ArchTest
    static final ArchRule THE_CLOCK_KNOWS_NOBODY = knowsNobody("time");

    @ArchTest
    static final ArchRule WHAT_REACHES_OTHERS_KNOWS_NOBODY = knowsNobody("outbound");

    @ArchTest
    static final ArchRule THE_WAY_IN_DOES_NOT_KNOW_WHO_DECIDES = noClasses()
            .that()
            .resideInAPackage("io.sensuhost.host.intake..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.sensuhost.host.routing",
                    "io.sensuhost.host.plugins",
                    "io.sensuhost.host.registry",
                    "io.sensuhost.host.audit",
                    "io.sensuhost.host.daemon");

    @ArchTest
    static final ArchRule ONLY_DEMO_AND_SCENARIOS_KNOW_THE_EMULATOR = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.sensuhost.host.cli", "io.sensuhost.host.scenario", "io.sensuhost.host.emulator")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.sensuhost.host.emulator");

    /** All others go by the time that passes, so that nobody who sets the clock changes what they do. */
    @ArchTest
    static final ArchRule FEW_GO_BY_THE_TIME_OF_DAY = noClasses()
            .that()
            .doNotHaveSimpleName("SystemClock")
            .and()
            .resideOutsideOfPackage("io.sensuhost.host.emulator")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    private static ArchRule knowsNobody(String name) {
        String itself = "io.sensuhost.host." + name;
        return noClasses()
                .that()
                .resideInAPackage(itself)
                .should()
                .dependOnClassesThat(resideInAPackage("io.sensuhost.host..").and(resideOutsideOfPackage(itself)));
    }
}
