package metta.sweep;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import org.jspecify.annotations.NullMarked;

/// The shape of the system, as rules.
@AnalyzeClasses(packages = "metta.sweep", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String ROOT = "metta.sweep";
    private static final String[] INNER = {
        "metta.sweep.space..",
        "metta.sweep.config..",
        "metta.sweep.numeric..",
        "metta.sweep.files..",
        "metta.sweep.json..",
        "metta.sweep.process..",
        "metta.sweep.checkpoint..",
        "metta.sweep.provenance..",
        "metta.sweep.telemetry.."
    };

    private static DescribedPredicate<JavaClass> ours() {
        return resideInAPackage("metta.sweep..");
    }

    @ArchTest
    static final ArchRule the_root_knows_only_space_and_config = noClasses()
            .that()
            .resideInAPackage(ROOT)
            .should()
            .dependOnClassesThat(ours().and(DescribedPredicate.not(
                    resideInAnyPackage(ROOT, "metta.sweep.space..", "metta.sweep.config.."))))
            .because("protocols must not know their implementations");

    @ArchTest
    static final ArchRule inner_rooms_know_only_each_other_and_the_root = noClasses()
            .that()
            .resideInAnyPackage(INNER)
            .should()
            .dependOnClassesThat(ours().and(DescribedPredicate.not(resideInAnyPackage(INNER)))
                    .and(DescribedPredicate.not(resideInAPackage(ROOT))))
            .because("anyone may use the inner rooms, so they may use nobody");

    @ArchTest
    static final ArchRule adapters_do_not_know_each_other = slices().matching("metta.sweep.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(resideInAPackage("metta.sweep.cli.."), DescribedPredicate.alwaysTrue())
            .ignoreDependency(DescribedPredicate.alwaysTrue(), resideInAnyPackage(INNER))
            .because("only cli joins implementations to protocols");

    @ArchTest
    static final ArchRule nobody_depends_on_the_command_line = noClasses()
            .that()
            .resideOutsideOfPackage("metta.sweep.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("metta.sweep.cli..");

    @ArchTest
    static final ArchRule the_arena_is_a_program_of_its_own = noClasses()
            .that()
            .resideInAPackage("metta.sweep.arena..")
            .should()
            .dependOnClassesThat(ours().and(DescribedPredicate.not(resideInAPackage("metta.sweep.arena.."))))
            .because("it takes part in a sweep like any other program: by arguments, environment and files");

    @ArchTest
    static final ArchRule time_is_given = noClasses()
            .that()
            .resideOutsideOfPackages("metta.sweep.cli..", "metta.sweep.arena..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(InstantSource.class, "system")
            .because("a sweep must replay under simulated time");

    @ArchTest
    static final ArchRule chance_is_seeded = noClasses()
            .should()
            .callMethod(Math.class, "random")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Random.class)
            .because("a sweep must replay from its seed");

    @ArchTest
    static final ArchRule implementations_are_hidden = classes()
            .that()
            .implement(Store.class)
            .or()
            .implement(Dispatcher.class)
            .or()
            .implement(Scheduler.class)
            .or()
            .implement(Optimizer.class)
            .or()
            .implement(Program.class)
            .should()
            .notBePublic();

    @ArchTest
    static final ArchRule nothing_is_left_unsupported =
            noClasses().should().dependOnClassesThat().areAssignableTo(UnsupportedOperationException.class);

    @ArchTest
    static void every_package_is_null_marked(JavaClasses all) {
        var unmarked = all.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(each -> !each.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName);
        assertThat(unmarked).isEmpty();
    }
}
