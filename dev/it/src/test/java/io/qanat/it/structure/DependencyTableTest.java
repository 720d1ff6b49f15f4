package io.qanat.it.structure;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DependencyTableTest {
    private static final Pattern REQUIRES =
            Pattern.compile("^\\s*requires\\s+([a-z ]*\\s)?([\\w.]+);", Pattern.MULTILINE);
    private static final JavaClasses CLASSES = ShippedClasses.imported();

    static Set<String> modules() {
        return new TreeSet<>(ModuleTable.shipped());
    }

    @Test
    void everyModuleOfTheBuildIsInTheTable() {
        // When
        var modules = Pom.of("").modules();
        // Then
        var known = new TreeSet<>(ModuleTable.shipped());
        known.addAll(ModuleTable.NOT_SHIPPED);
        assertThat(modules).containsExactlyInAnyOrderElementsOf(known);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void pomNamesOnlyWhatTheTableAllows(String module) {
        // When
        Set<String> dependencies = Pom.of(module).shippedDependencies();
        // Then
        Set<String> allowed =
                ModuleTable.ours(module).stream()
                        .map(name -> "qanat-" + name)
                        .collect(Collectors.toCollection(TreeSet::new));
        allowed.addAll(ModuleTable.others(module));
        assertThat(allowed).containsAll(dependencies);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void moduleInfoRequiresOnlyWhatTheTableAllows(String module) throws IOException {
        // Given
        Path file = ModuleTable.root().resolve(module).resolve("src/main/java/module-info.java");
        // When
        Set<String> required =
                REQUIRES.matcher(Files.readString(file))
                        .results()
                        .map(match -> match.group(2))
                        .filter(name -> name.startsWith("io.qanat."))
                        .map(name -> name.substring("io.qanat.".length()))
                        .collect(Collectors.toUnmodifiableSet());
        // Then
        assertThat(ModuleTable.ours(module)).containsAll(required);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void classesSeeOnlyWhatTheTableAllows(String module) {
        // Given
        Set<String> packages = ShippedClasses.packagesVisibleTo(module);
        // Then
        classes()
                .that()
                .resideInAPackage("io.qanat." + module + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(packages.toArray(String[]::new))
                .check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void packagesOfOneModuleFormNoCycle(String module) {
        // A public package and the internal ones that do its work see each other.
        String root = module.equals("client") ? "io.qanat.client.internal" : "io.qanat." + module;
        SlicesRuleDefinition.slices()
                .matching(root + ".(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLineHasMain() {
        methods()
                .that()
                .haveName("main")
                .and()
                .areStatic()
                .should()
                .beDeclaredInClassesThat()
                .resideInAPackage("io.qanat.cli..")
                .check(CLASSES);
    }

    @Test
    void noMethodLocksItsObject() {
        // The floor is Java 21, where a virtual thread that waits in a monitor holds its carrier.
        methods().should().notHaveModifier(JavaModifier.SYNCHRONIZED).check(CLASSES);
    }

    @Test
    void noPackageIsADrawerForAnything() {
        classes()
                .should()
                .resideOutsideOfPackages(
                        "..util..", "..utils..", "..common..", "..core..", "..helper..")
                .check(CLASSES);
    }
}
