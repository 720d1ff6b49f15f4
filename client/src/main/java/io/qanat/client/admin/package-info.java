/// The admin client: topics, their configuration, the cluster, offsets.
///
/// ```
///   caller ── Admin ── inquiry ──► the client's loop ──► a broker
///   caller ◄── future ◄── executor ◄──┘
/// ```
///
/// Every method answers with a future that completes within the client's deadline, on a thread that
/// is neither the caller's nor the loop.
@NullMarked
package io.qanat.client.admin;

import org.jspecify.annotations.NullMarked;
