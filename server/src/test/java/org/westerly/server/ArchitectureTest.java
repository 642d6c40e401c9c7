package org.westerly.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The arrows of {@code docs/architecture.md}, and what holds in every room. */
class ArchitectureTest {

    private static final String SERVER = "org.westerly.server";

    /** Everything is wired here, and nothing points here. */
    private static final String APP = "app";

    /** A room, and the rooms it may use. A new room is written down here before it compiles into the server. */
    private static final Map<String, Set<String>> ARROWS = new TreeMap<>(Map.ofEntries(
            Map.entry("error", Set.of()),
            Map.entry("job", Set.of()),
            Map.entry("config", Set.of()),
            Map.entry("run", Set.of("job")),
            Map.entry("auth", Set.of("run", "error", "config")),
            Map.entry("store", Set.of("run", "job", "error", "config")),
            Map.entry("files", Set.of("run", "job", "error", "config")),
            Map.entry("engine", Set.of("run", "job", "files", "error", "config")),
            Map.entry("executor", Set.of("job", "error", "config")),
            Map.entry("queue", Set.of("run", "store", "error", "config")),
            Map.entry("logs", Set.of("run", "files", "error", "config")),
            Map.entry("events", Set.of("run")),
            Map.entry("results", Set.of("run", "store", "engine", "files", "error", "config")),
            Map.entry(
                    "upkeep",
                    Set.of("run", "job", "store", "engine", "executor", "files", "results", "error", "config")),
            Map.entry(
                    "dispatch",
                    Set.of(
                            "run",
                            "job",
                            "store",
                            "queue",
                            "engine",
                            "executor",
                            "files",
                            "logs",
                            "results",
                            "error",
                            "config")),
            Map.entry(
                    "service",
                    Set.of(
                            "run", "job", "auth", "store", "queue", "engine", "files", "logs", "events", "results",
                            "error", "config")),
            // No store, dispatch or executor: what http lacks, the service lacks.
            Map.entry(
                    "http",
                    Set.of("service", "run", "job", "auth", "engine", "files", "logs", "events", "error", "config"))));

    /** Adapters see their SPI and the values, never each other. */
    private static final Map<String, String> ADAPTERS = Map.of("store", "memory|jdbc", "executor", "local");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(SERVER);

    @Test
    void enough_is_looked_at() {
        assertThat(CLASSES).as("classes of the server").hasSizeGreaterThan(300);
    }

    @Test
    void every_room_is_known() {
        Set<String> rooms = CLASSES.stream()
                .map(ArchitectureTest::room)
                .filter(room -> !room.isEmpty() && !room.equals(APP))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(ARROWS.keySet())
                .as("a room has its arrows in this test and in docs/architecture.md")
                .containsAll(rooms);
    }

    @Test
    void rooms_use_only_what_they_may() {
        ARROWS.forEach((room, allowed) -> noClasses()
                .that(areIn(room))
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are in a room other than " + room + " and " + allowed,
                        used -> isOurs(used) && !room(used).equals(room) && !allowed.contains(room(used))))
                .allowEmptyShould(true)
                .check(CLASSES));
    }

    @Test
    void adapters_do_not_know_each_other() {
        ADAPTERS.forEach((room, names) -> slices().matching(SERVER + "." + room + ".(" + names + ")..")
                .should()
                .notDependOnEachOther()
                .allowEmptyShould(true)
                .check(CLASSES));
    }

    @Test
    void only_the_demo_is_a_client() {
        noClasses()
                .that(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage(SERVER + ".app.demo")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.westerly.client..")
                .check(CLASSES);
    }

    @Test
    void no_room_is_in_a_circle() {
        slices().matching(SERVER + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void the_core_is_pure() {
        noClasses()
                .that(areIn("run").or(areIn("job")).or(areIn("error")))
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "do I/O, start threads or tell the time",
                        used -> used.getPackageName().startsWith("java.io")
                                || used.getPackageName().startsWith("java.net")
                                || used.getPackageName().startsWith("java.nio.channels")
                                || used.getPackageName().startsWith("java.util.concurrent")
                                || used.getPackageName().startsWith("java.sql")
                                || used.isEquivalentTo(java.nio.file.Files.class)
                                || used.isEquivalentTo(Thread.class)
                                || used.isEquivalentTo(Clock.class)))
                .check(CLASSES);
    }

    @Test
    void time_is_given_by_whoever_wires() {
        noClasses()
                .that(DescribedPredicate.not(areIn(APP)))
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .check(CLASSES);
    }

    @Test
    void only_commands_write_to_the_standard_streams() {
        noClasses()
                .that(DescribedPredicate.not(areIn(APP)))
                .should(ACCESS_STANDARD_STREAMS)
                .check(CLASSES);
    }

    @Test
    void what_is_thrown_has_a_name() {
        noClasses().should(THROW_GENERIC_EXCEPTIONS).check(CLASSES);
    }

    @Test
    void the_wire_knows_nothing_of_the_server() {
        JavaClasses api = new ClassFileImporter().importPackages("org.westerly.api");

        classes()
                .that()
                .resideInAPackage("org.westerly.api..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.westerly.api..", "java..", "com.fasterxml.jackson.annotation..", "org.jspecify..")
                .check(api);
    }

    @Test
    void every_package_is_null_marked() {
        Set<JavaPackage> packages = CLASSES.stream()
                .filter(type -> !isGenerated(type))
                .map(JavaClass::getPackage)
                .collect(Collectors.toSet());

        assertThat(packages)
                .isNotEmpty()
                .allSatisfy(found -> assertThat(found.isAnnotatedWith(NullMarked.class))
                        .as(found.getName() + " has a package-info.java with @NullMarked")
                        .isTrue());
    }

    private static DescribedPredicate<JavaClass> areIn(String room) {
        return DescribedPredicate.describe(
                "are in " + room, type -> isOurs(type) && room(type).equals(room));
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith(SERVER);
    }

    /** jOOQ's classes for the tables. */
    private static boolean isGenerated(JavaClass type) {
        return type.getPackageName().startsWith(SERVER + ".store.jdbc.schema");
    }

    /** The first part of the name below the server's package; empty for what lies in that package itself. */
    private static String room(JavaClass type) {
        String below = type.getPackageName().substring(SERVER.length());
        return below.isEmpty() ? "" : below.substring(1).split("\\.", 2)[0];
    }
}
