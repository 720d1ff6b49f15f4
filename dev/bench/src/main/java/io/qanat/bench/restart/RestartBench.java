package io.qanat.bench.restart;

import io.qanat.bench.Settings;
import java.util.concurrent.CountDownLatch;

/// One step of the benchmark of a restart after a crash.
///
/// Arguments (`key=value`): `step`, `fill`, `log` or `broker`; `folder`; `topics` with `partitions`
/// each; `batches` for each partition, `batch` bytes of one. A step prints a JSON line, then `fill`
/// waits to be killed, and the others end without closing the log.
public final class RestartBench {
    private RestartBench() {}

    /// Runs one step.
    public static void main(String[] args) throws InterruptedException {
        var settings = Settings.parse(args);
        var store = Store.of(settings);
        String step = settings.text("step", "log");
        switch (step) {
            case "fill" -> {
                System.out.println(new Filling(store).run());
                new CountDownLatch(1).await();
            }
            case "log" -> System.out.println(Reopening.log(store));
            case "broker" -> System.out.println(Reopening.broker(store));
            default -> throw new IllegalArgumentException("unknown step " + step);
        }
        System.out.flush();
        // The log is not closed: that is not what is measured.
        System.exit(0);
    }
}
