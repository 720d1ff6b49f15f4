package io.qanat.sim.run;

import io.qanat.sim.transaction.TransactionSeeds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/// `./qanat dev sim [--seeds N] [--seed S] [--operations K] [--plan FILE] [--trace] [--no-shrink]
/// [--transactions]`.
///
/// Exit code 0 when every seed is clean, 1 when one is not, 2 when the arguments are wrong.
public final class Main {
    private static final Logger ROOT = Logger.getLogger("");
    private static final int FAILURES_SHOWN_MAX = 5;
    private static final double NANOS_PER_SECOND = 1e9;

    /// The folder for the plans of failures.
    private static final String PLANS = "qanat.sim.plans";

    private Main() {}

    /// Runs seeds, or one plan, and reports.
    public static void main(String[] words) throws InterruptedException, IOException {
        // Brokers are killed on purpose; their warnings are no news.
        ROOT.setLevel(Level.OFF);
        Arguments arguments;
        Plan plan = null;
        try {
            arguments = Arguments.of(words);
            if (arguments.plan().isPresent()) {
                plan = PlanFile.read(arguments.plan().get());
            }
        } catch (IllegalArgumentException e) {
            System.err.println("sim: " + e.getMessage());
            System.exit(2);
            return;
        }
        if (arguments.isOfTransactions()) {
            boolean isClean =
                    new TransactionSeeds(arguments.seed(), arguments.seeds())
                            .run(System.out, Runtime.getRuntime().availableProcessors());
            System.exit(isClean ? 0 : 1);
        }
        Function<Plan, Result> runner = each -> Simulation.run(each, false);
        var report = new Report(System.out, runner, Path.of(System.getProperty(PLANS, "plans")));
        boolean isClean =
                plan == null ? run(arguments, report, runner) : run(arguments, report, plan);
        System.exit(isClean ? 0 : 1);
    }

    private static boolean run(Arguments arguments, Report report, Plan plan) throws IOException {
        Result result = Simulation.run(plan, arguments.isTraced());
        result.lines().forEach(System.out::println);
        System.out.println("trace %016x".formatted(result.marks().trace()));
        if (result.isViolation()) {
            report.failure(arguments, result);
        }
        return !result.isViolation();
    }

    private static boolean run(Arguments arguments, Report report, Function<Plan, Result> runner)
            throws InterruptedException, IOException {
        long startNanos = System.nanoTime();
        var batch =
                new SeedBatch(
                        arguments.seed(),
                        arguments.seeds(),
                        arguments.operations(),
                        arguments.isTraced() ? plan -> Simulation.run(plan, true) : runner);
        batch.run(Runtime.getRuntime().availableProcessors());
        double seconds = (System.nanoTime() - startNanos) / NANOS_PER_SECOND;
        batch.lines().forEach(System.out::println);
        boolean isSound = report.summary(arguments, batch, seconds);
        List<Result> failures = batch.failures();
        for (Result failure : failures.subList(0, Math.min(FAILURES_SHOWN_MAX, failures.size()))) {
            report.failure(arguments, failure);
        }
        return isSound && failures.isEmpty();
    }
}
