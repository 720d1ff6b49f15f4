package io.qanat.it.structure;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.Test;

/// Time and threads come from outside: only the classes named here, where a module is put together,
/// make them.
class WiringTest {
    private static final JavaClasses CLASSES = ShippedClasses.imported();

    /// Where the clock is read, and handed on as an `InstantSource` or a `LongSupplier` of
    /// nanoseconds.
    private static final Set<String> CLOCKS =
            Set.of(
                    "io.qanat.broker.Broker",
                    "io.qanat.client.internal.net.Machine",
                    "io.qanat.cli.Terminal");

    /// Where threads begin.
    private static final Set<String> THREADS =
            Set.of(
                    "io.qanat.broker.Broker",
                    "io.qanat.broker.net.Listener",
                    "io.qanat.broker.topics.TopicThread",
                    "io.qanat.client.internal.net.Machine",
                    "io.qanat.cli.StopSignal",
                    "io.qanat.cli.embedded.ControlConnection",
                    "io.qanat.cli.embedded.ControlServer",
                    "io.qanat.cli.embedded.EmbeddedFolder",
                    "io.qanat.cli.produce.Pulse",
                    "io.qanat.cli.produce.StallWatch");

    private static final Map<Class<?>, Set<String>> CLOCK_READS =
            Map.of(
                    System.class, Set.of("nanoTime", "currentTimeMillis"),
                    Instant.class, Set.of("now"),
                    InstantSource.class, Set.of("system"),
                    Clock.class, Set.of("systemUTC", "systemDefaultZone", "system"));

    private static final Map<Class<?>, Set<String>> THREAD_STARTS =
            Map.of(
                    Thread.class,
                    Set.of("<init>", "ofVirtual", "ofPlatform", "startVirtualThread"),
                    Executors.class,
                    Set.of(
                            "newCachedThreadPool",
                            "newFixedThreadPool",
                            "newSingleThreadExecutor",
                            "newScheduledThreadPool",
                            "newSingleThreadScheduledExecutor",
                            "newVirtualThreadPerTaskExecutor",
                            "newThreadPerTaskExecutor",
                            "newWorkStealingPool"),
                    ThreadPoolExecutor.class,
                    Set.of("<init>"),
                    ScheduledThreadPoolExecutor.class,
                    Set.of("<init>"),
                    ForkJoinPool.class,
                    Set.of("<init>", "commonPool"),
                    CompletableFuture.class,
                    Set.of(
                            "delayedExecutor",
                            "orTimeout",
                            "completeOnTimeout",
                            "runAsync",
                            "supplyAsync"),
                    Timer.class,
                    Set.of("<init>"));

    @Test
    void onlyTheWiringReadsTheClock() {
        noClasses()
                .that(areNotIn(CLOCKS))
                .should()
                .accessTargetWhere(isOneOf(CLOCK_READS))
                .check(CLASSES);
    }

    @Test
    void onlyTheWiringStartsThreads() {
        noClasses()
                .that(areNotIn(THREADS))
                .should()
                .accessTargetWhere(isOneOf(THREAD_STARTS))
                .check(CLASSES);
    }

    @Test
    void nothingSleeps() {
        noClasses()
                .should()
                .accessTargetWhere(isOneOf(Map.of(Thread.class, Set.of("sleep"))))
                .check(CLASSES);
    }

    @Test
    void wiringIsThere() {
        assertThat(CLASSES.stream().map(JavaClass::getName))
                .containsAll(CLOCKS)
                .containsAll(THREADS);
    }

    private static DescribedPredicate<JavaClass> areNotIn(Set<String> names) {
        return DescribedPredicate.describe(
                "are not wiring",
                type -> !names.contains(type.getName()) && !isInside(type, names));
    }

    private static boolean isInside(JavaClass type, Set<String> names) {
        return type.getEnclosingClass().map(outer -> names.contains(outer.getName())).orElse(false);
    }

    private static DescribedPredicate<JavaAccess<?>> isOneOf(Map<Class<?>, Set<String>> targets) {
        return DescribedPredicate.describe(
                "is one of " + targets,
                access ->
                        targets.entrySet().stream()
                                .anyMatch(entry ->
                                        access.getTargetOwner().isEquivalentTo(entry.getKey())
                                                && entry.getValue()
                                                        .contains(access.getTarget().getName())));
    }
}
