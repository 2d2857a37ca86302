package io.sensuhost.ec2;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.sensuhost.api.HostClock;
import java.nio.file.Path;
import java.time.Instant;

/** Who may know whom. */
@AnalyzeClasses(packages = "io.sensuhost.ec2", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule THE_FACE_KNOWS_ALL_AND_THE_DECISION_NOBODY = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("face")
            .definedBy("io.sensuhost.ec2")
            .layer("lookup")
            .definedBy("io.sensuhost.ec2.lookup")
            .layer("access")
            .definedBy("io.sensuhost.ec2.access")
            .layer("settings")
            .definedBy("io.sensuhost.ec2.settings")
            .layer("decision")
            .definedBy("io.sensuhost.ec2.decision")
            .whereLayer("face")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("lookup")
            .mayOnlyBeAccessedByLayers("face")
            .whereLayer("access")
            .mayOnlyBeAccessedByLayers("face", "lookup")
            .whereLayer("settings")
            .mayOnlyBeAccessedByLayers("face", "lookup", "access")
            .whereLayer("decision")
            .mayOnlyBeAccessedByLayers("face", "lookup", "settings");

    @ArchTest
    static final ArchRule NO_PACKAGES_GO_ROUND_IN_CIRCLES =
            slices().matching("io.sensuhost.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_DECISION_IS_PURE = classes()
            .that()
            .resideInAPackage("io.sensuhost.ec2.decision")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.sensuhost.ec2.decision", "io.sensuhost.api", "java.lang..", "java.util..", "java.time");

    @ArchTest
    static final ArchRule ONLY_ACCESS_AND_LOOKUP_KNOW_THE_SDK = noClasses()
            .that()
            .resideInAnyPackage("io.sensuhost.ec2.decision", "io.sensuhost.ec2.settings")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon..", "com.google..", "jakarta..");

    /** So that nobody who sets the clock changes a decision. */
    @ArchTest
    static final ArchRule NOTHING_GOES_BY_THE_TIME_OF_DAY = noClasses()
            .should()
            .callMethod(HostClock.class, "now")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule ONLY_THE_FACTORY_IS_PUBLIC_IN_THE_FACE = classes()
            .that()
            .resideInAPackage("io.sensuhost.ec2")
            .and()
            .doNotHaveSimpleName("Ec2IntegrationFactory")
            .should()
            .notHaveModifier(JavaModifier.PUBLIC);

    @ArchTest
    static void everyPackageSaysWhoLivesThere(JavaClasses classes) {
        assertThat(classes.getPackage("io.sensuhost.ec2").getSubpackagesInTree().stream()
                        .map(JavaPackage::getName))
                .hasSize(4)
                .allSatisfy(name -> assertThat(Path.of("src/main/java", name.replace('.', '/'), "package-info.java"))
                        .content()
                        .contains("/**"));
    }
}
