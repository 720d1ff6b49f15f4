package io.qanat.cluster;

/// What somebody who tries a cluster might type next.
final class Advice {
    private Advice() {}

    static String afterStart(ClusterPlan plan) {
        String servers = plan.bootstrap();
        return """

        type next:
          ./qanat produce orders samples/orders.jsonl -b %1$s
          ./qanat topics describe orders -b %1$s
          ./qanat dev cluster kill 1
          ./qanat consume orders -b %1$s
          ./qanat dev cluster stop
        """
                .formatted(servers);
    }

    static String afterKill(NodePlan node) {
        return """
        node %1$d is killed%2$s
          ./qanat dev cluster start %1$d    starts it again
        """
                .formatted(
                        node.id(),
                        node.role().isBroker()
                                ? "; within ten seconds other brokers lead its partitions"
                                : "");
    }

    static String afterPause(NodePlan node) {
        return """
        node %1$d is halted: its connections stay open, and nobody answers
          ./qanat dev cluster resume %1$d    lets it go on
        """
                .formatted(node.id());
    }
}
