/// Measurements of a cluster, in the words of Kafka's performance tools, whose lines other programs
/// read.
///
/// [ProduceRun] sends [Payloads] and samples each acknowledgement's [Latencies]; [ConsumeRun]
/// reads; [RoundTripRun] does both, one record after the other. All of them write lines to an
/// output, and run on the command's thread.
@NullMarked
package io.qanat.cli.perf;

import org.jspecify.annotations.NullMarked;
