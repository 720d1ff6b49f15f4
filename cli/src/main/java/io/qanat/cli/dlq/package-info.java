/// The way back from a dead-letter topic.
///
/// ```
///   dead-letter topic ── consume.TopicReader ──► DeadLetter (why, and from where, out of its headers)
///                                                    │
///                            dlq list: LetterLines ◄─┴─► dlq replay: Replay ──► its own topic
/// ```
///
/// Everything runs on the command's thread; outcomes arrive on the producer's.
@NullMarked
package io.qanat.cli.dlq;

import org.jspecify.annotations.NullMarked;
