/// Patterns, each a program of one screen that says which guarantee it gives. They run against the
/// broker that the first argument names, or `localhost:9092`:
///
/// ```
///   OrderedPerEntity ── records ──► Producer ──► broker ──► PartitionFetcher ── records ──► its output
/// ```
///
/// What takes more than a few lines of an application's code is a small public class of
/// [io.qanat.client.pattern].
@NullMarked
package io.qanat.examples;

import org.jspecify.annotations.NullMarked;
