package io.qanat.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `./qanat dev cluster`: one cluster per user, whose nodes live until they are stopped.
///
/// Arguments: the folder of Apache Kafka's jars, then the command. Exit codes as everywhere: 0
/// done, 1 it could not be done, 2 usage.
public final class Main {
    private static final String USAGE =
            """
            usage: ./qanat dev cluster COMMAND
              start [--separate|--separate-quorum]  three nodes of Apache Kafka, or those that are down again;
                                                    --separate: three brokers and a controller, node 4;
                                                    --separate-quorum: three brokers and three controllers
              start N    starts node N again
              kill N     kills node N as kill -9 does
              pause N    halts node N (SIGSTOP), as if its machine hung
              resume N   lets it go on
              status     shows every node
              stop       ends all nodes and deletes what they stored\
            """;

    private static final int USAGE_EXIT = 2;

    private final Path folder =
            Path.of(
                    System.getProperty("java.io.tmpdir"),
                    "qanat-cluster-" + System.getProperty("user.name"));
    private final NodeCommand command;

    private Main(NodeCommand command) {
        this.command = command;
    }

    /// Runs one command.
    public static void main(String[] arguments) throws IOException {
        var main = new Main(new NodeCommand(Path.of(arguments[0]), false));
        List<String> words = Arrays.asList(arguments).subList(1, arguments.length);
        try {
            main.run(words);
        } catch (UsageException e) {
            System.err.println(USAGE);
            System.exit(USAGE_EXIT);
        } catch (IllegalStateException | IllegalArgumentException e) {
            System.err.println("qanat: " + e.getMessage());
            System.exit(1);
        }
    }

    private void run(List<String> words) throws IOException {
        switch (words.isEmpty() ? "" : words.getFirst()) {
            case "start" -> start(words.subList(1, words.size()));
            case "stop" -> stop();
            case "status" -> status(existing());
            case "kill" -> kill(existing().node(number(words)));
            case "pause" -> pause(existing().node(number(words)));
            case "resume" -> resume(existing().node(number(words)));
            default -> throw new UsageException();
        }
    }

    private void start(List<String> options) throws IOException {
        if (options.size() == 1 && options.getFirst().matches("\\d+")) {
            Cluster cluster = existing();
            cluster.start(Integer.parseInt(options.getFirst()));
            status(cluster);
            return;
        }
        var file = new PlanFile(folder);
        Optional<ClusterPlan> old = file.read();
        if (old.isPresent() && !options.isEmpty()) {
            throw new IllegalStateException(
                    "there is a cluster already; end it first: ./qanat dev cluster stop");
        }
        ClusterPlan plan = old.isPresent() ? old.get() : HandyPorts.plan(folder, layout(options));
        file.write(plan);
        System.err.println("qanat: starting Apache Kafka, " + plan.nodes().size() + " nodes");
        var cluster = new Cluster(plan, command);
        cluster.start();
        status(cluster);
        System.out.print(Advice.afterStart(plan));
    }

    private static Layout layout(List<String> options) {
        if (options.isEmpty()) {
            return Layout.COMBINED;
        }
        return switch (options.size() == 1 ? options.getFirst() : "") {
            case "--combined" -> Layout.COMBINED;
            case "--separate" -> Layout.SEPARATE;
            case "--separate-quorum" -> Layout.SEPARATE_QUORUM;
            default -> throw new UsageException();
        };
    }

    private void stop() throws IOException {
        Optional<ClusterPlan> plan = new PlanFile(folder).read();
        if (plan.isEmpty()) {
            System.out.println("there is no cluster");
            return;
        }
        new Cluster(plan.get(), command).close();
        System.out.println("ended, and its folder deleted");
    }

    private static void kill(Node node) {
        node.kill();
        System.out.print(Advice.afterKill(node.plan()));
    }

    private static void pause(Node node) {
        node.pause();
        System.out.print(Advice.afterPause(node.plan()));
    }

    private static void resume(Node node) {
        node.resume();
        System.out.println("node " + node.plan().id() + " goes on");
    }

    private static void status(Cluster cluster) {
        cluster.nodes().forEach(node -> System.out.println(line(node)));
        System.out.println("bootstrap servers: " + cluster.plan().bootstrap());
    }

    private static String line(Node node) {
        NodePlan plan = node.plan();
        return "node %d  %-17s  %-15s  %-7s  %s"
                .formatted(
                        plan.id(),
                        plan.role().processRoles().replace(",", "+"),
                        "127.0.0.1:" + plan.firstPort(),
                        node.state().name().toLowerCase(Locale.ROOT),
                        node.process().map(process -> "pid " + process.pid()).orElse(""))
                .strip();
    }

    private Cluster existing() throws IOException {
        ClusterPlan plan =
                new PlanFile(folder)
                        .read()
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "there is no cluster: ./qanat dev cluster start"));
        return new Cluster(plan, command);
    }

    private static int number(List<String> words) {
        if (words.size() != 2 || !words.get(1).matches("\\d+")) {
            throw new UsageException();
        }
        return Integer.parseInt(words.get(1));
    }

    /// The arguments are none of the known ones.
    private static final class UsageException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
