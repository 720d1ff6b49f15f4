package io.qanat.cli;

import io.qanat.broker.BrokerConfig;
import io.qanat.client.ConnectionConfig;
import io.qanat.client.admin.ConfigEntry;
import io.qanat.log.SyncPolicy;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option that says when the broker makes records durable. Confined to the main thread.
final class SyncOption {
    private static final String KEY = "qanat.log.sync.policy";

    @Option(
            names = "--sync",
            paramLabel = "fsync|os|memory",
            description =
                    "When records are durable: fsync, before they are acknowledged (the default);"
                            + " os, when the operating system sees fit; memory, never.")
    private @Nullable SyncPolicy given;

    /// How a broker in this process behaves.
    BrokerConfig config() {
        var config = BrokerConfig.DEFAULT;
        return given == null ? config : config.withLog(config.log().withSyncPolicy(given));
    }

    /// The policy of the broker that was reached, which another command may have started.
    SyncPolicy inForce(Reach reach) {
        if (reach.folder().orElseThrow().isOwner()) {
            return config().log().syncPolicy();
        }
        var actual = asked(reach);
        if (given != null && given != actual) {
            throw new CommandFailure(
                    ExitCode.UNREACHABLE,
                    "another command has the data folder open, with --sync %s: end it first, or leave --sync out"
                            .formatted(name(actual)));
        }
        return actual;
    }

    private static SyncPolicy asked(Reach reach) {
        try (var admin = TopicAdmin.connect(ConnectionConfig.of(reach.bootstrap()))) {
            return admin.brokerConfig().stream()
                    .filter(entry -> entry.name().equals(KEY))
                    .map(ConfigEntry::value)
                    .flatMap(value -> Optional.ofNullable(value).stream())
                    .map(value -> SyncPolicy.valueOf(value.toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .orElse(SyncPolicy.FSYNC);
        }
    }

    /// What a policy promises, in one line.
    static String promise(SyncPolicy policy) {
        return "sync policy "
                + name(policy)
                + switch (policy) {
                    case FSYNC -> ": what is acknowledged is on the disk";
                    case OS -> ": a power cut may take what was acknowledged";
                    case MEMORY ->
                            ": nothing is made durable, count on nothing to survive this broker";
                };
    }

    private static String name(SyncPolicy policy) {
        return policy.name().toLowerCase(Locale.ROOT);
    }
}
