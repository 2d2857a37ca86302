package io.sensuhost.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

@AnalyzeClasses(packages = "io.sensuhost.api", importOptions = ImportOption.DoNotIncludeTests.class)
final class StabilityTest {

    @ArchTest
    static final ArchRule EVERY_PUBLIC_TYPE_SAYS_HOW_STABLE_IT_IS = classes()
            .that()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .should()
            .beAnnotatedWith(Stable.class)
            .orShould()
            .beAnnotatedWith(Experimental.class);

    @ArchTest
    static final ArchRule IT_IS_MADE_OF_THE_JDK_AND_THE_EXTENSION_POINT_ALONE =
            classes().should().onlyDependOnClassesThat().resideInAnyPackage("java..", "org.pf4j", "io.sensuhost.api");

    @Test
    void theVersionIsThreeNumbers() {
        assertThat(ApiVersion.current()).matches("\\d+\\.\\d+\\.\\d+");
    }
}
