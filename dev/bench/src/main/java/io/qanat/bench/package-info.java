/// Benchmarks against the peers.
///
/// `ProducerBench` is one run of one client in one process: it sends seeded JSON lines for a while,
/// counts what the broker acknowledged, and prints one JSON line with what the run cost.
/// `dev/bench/producer.sh` runs the clients in turn, in both orders, and `docs/benchmarks.md` holds
/// the tables. Nothing here asserts a time.
///
/// Data flows one way: [Settings] → [Payloads] → [Contender] (a client behind one small interface)
/// → [Meter] → standard output.
@NullMarked
package io.qanat.bench;

import org.jspecify.annotations.NullMarked;
