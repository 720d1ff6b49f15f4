package io.qanat.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.client.Endpoint;
import io.qanat.client.admin.ClusterDescription;
import io.qanat.client.admin.PartitionDescription;
import io.qanat.client.admin.QuorumDescription;
import io.qanat.client.admin.QuorumReplica;
import io.qanat.client.admin.TopicDescription;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class ClusterViewTest {
    private static final Endpoint ONE = new Endpoint("a", 9091);
    private static final Endpoint TWO = new Endpoint("b", 9092);

    /// Brokers 1 to 3, of which 3 is dead, and controllers 4 and 5.
    private static final ClusterView SEPARATE =
            new ClusterView(
                    new ClusterDescription("id", 1, Map.of(1, ONE, 2, TWO)),
                    Optional.of(
                            new QuorumDescription(
                                    4,
                                    7,
                                    100,
                                    List.of(replica(4, 102), replica(5, 99)),
                                    List.of(replica(1, 102), replica(2, -1)))),
                    List.of(
                            new TopicDescription(
                                    "orders",
                                    new UUID(0, 5),
                                    false,
                                    List.of(
                                            partition(0, 1, List.of(1, 2)),
                                            partition(1, -1, List.of())))));

    private static QuorumReplica replica(int id, long end) {
        return new QuorumReplica(id, end, 1_000);
    }

    private static PartitionDescription partition(int index, int leader, List<Integer> inSync) {
        return new PartitionDescription(index, leader, 3, List.of(1, 2, 3), inSync);
    }

    @Test
    void showsRolesQuorumAndPartitionsInNeed() {
        assertThat(new ClusterText(SEPARATE, false).text())
                .isEqualTo(
                        """
                        cluster id: nodes=5 topics=1 partitions=2
                          node 1: broker at a:9091 leads=1 replicas=2
                          node 2: broker at b:9092 leads=0 replicas=2
                          node 3: broker down leads=0 replicas=2
                          node 4: controller (active controller)
                          node 5: controller
                        quorum: leader=4 epoch=7 highWatermark=100
                          voter 4: end=102 lag=0
                          voter 5: end=99 lag=3
                          observer 1: end=102 lag=0
                          observer 2: end=-1 lag=unknown
                        under-replicated partitions: 2
                          orders-0: leader=1 replicas=1,2,3 inSync=1,2 under-replicated
                          orders-1: leader=none replicas=1,2,3 inSync= under-replicated
                        """);
    }

    @Test
    void showsACombinedNodeAndEveryPartitionIfAsked() {
        var view =
                new ClusterView(
                        new ClusterDescription("id", 0, Map.of(0, ONE)),
                        Optional.of(
                                new QuorumDescription(0, 2, 5, List.of(replica(0, 5)), List.of())),
                        List.of(
                                new TopicDescription(
                                        "t",
                                        new UUID(0, 5),
                                        false,
                                        List.of(
                                                new PartitionDescription(
                                                        0, 0, 2, List.of(0), List.of(0))))));

        assertThat(new ClusterText(view, true).text())
                .isEqualTo(
                        """
                        cluster id: nodes=1 topics=1 partitions=1
                          node 0: combined at a:9091 leads=1 replicas=1 (active controller)
                        quorum: leader=0 epoch=2 highWatermark=5
                          voter 0: end=5 lag=0
                        under-replicated partitions: 0
                          t-0: leader=0 replicas=0 inSync=0
                        """);
    }

    @Test
    void saysThatAQuorumIsNotTold() {
        var view =
                new ClusterView(
                        new ClusterDescription("id", 1, Map.of(1, ONE)),
                        Optional.empty(),
                        List.of());

        assertThat(new ClusterText(view, false).text()).contains("quorum: not told");
        assertThat(new ClusterJson(view).text()).contains("\"quorum\":null");
    }

    @Test
    void writesAllAsOneLineOfJson() {
        assertThat(new ClusterJson(SEPARATE).text())
                .isEqualToIgnoringWhitespace(
                        """
                        {"cluster":"id","nodes":[
                        {"id":1,"roles":["broker"],"address":"a:9091","down":false,"active":false,"leads":1,"replicas":2},
                        {"id":2,"roles":["broker"],"address":"b:9092","down":false,"active":false,"leads":0,"replicas":2},
                        {"id":3,"roles":["broker"],"address":null,"down":true,"active":false,"leads":0,"replicas":2},
                        {"id":4,"roles":["controller"],"address":null,"down":false,"active":true,"leads":0,"replicas":0},
                        {"id":5,"roles":["controller"],"address":null,"down":false,"active":false,"leads":0,"replicas":0}],
                        "quorum":{"leader":4,"epoch":7,"highWatermark":100,
                        "voters":[{"id":4,"end":102,"lag":0,"caughtUpAt":1000},{"id":5,"end":99,"lag":3,"caughtUpAt":1000}],
                        "observers":[{"id":1,"end":102,"lag":0,"caughtUpAt":1000},{"id":2,"end":-1,"lag":null,"caughtUpAt":1000}]},
                        "partitions":[
                        {"topic":"orders","partition":0,"leader":1,"leaderEpoch":3,"replicas":[1,2,3],"inSync":[1,2],"underReplicated":true},
                        {"topic":"orders","partition":1,"leader":-1,"leaderEpoch":3,"replicas":[1,2,3],"inSync":[],"underReplicated":true}]}
                        """);
    }
}
