/// Questions about the cluster, of an admin client or a fetcher, without any I/O: whom to ask, when
/// to ask again, when to give up.
///
/// ```
///   Admin ── Question(Inquiry) ──► Inquiries ──► Connection
///     ▲                               │  retriable: again after a pause
///     └────────── future ◄────────────┘
/// ```
///
/// An [Inquiry] says what is asked and what an answer means; a [Question] is one such inquiry with
/// its deadline and its future; [Inquiries] drives them. Everything is confined to the client's
/// loop; futures are completed off it.
@NullMarked
package io.qanat.client.internal.admin;

import org.jspecify.annotations.NullMarked;
