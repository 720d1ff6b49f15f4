/// Clusters of Apache Kafka in KRaft mode, each node a process of this machine on loopback.
///
/// ```
///   Layout ──► ClusterPlan ──► Node (one per process) ◄── Cluster: start, kill, pause, …
///                  │              │
///           settings, ports       └──► NodeMain, in the node's process: format, then Kafka
/// ```
///
/// Tests use [io.qanat.cluster.Cluster], whose nodes end with the test's JVM;
/// [io.qanat.cluster.Main] is for people, and its nodes live until they are stopped.
@NullMarked
package io.qanat.cluster;

import org.jspecify.annotations.NullMarked;
