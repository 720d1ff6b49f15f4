/// What the broker answers: one handler per API key, and the table that they stand in.
///
/// ```
///  net ──request──▶ RequestDecoder ──▶ XHandler ──▶ Answer
///                    (ApiTable)         │
///                                       ├─▶ Topics (which topics there are)
///                                       └─▶ Log (records)
/// ```
///
/// ApiVersions advertises exactly the keys in the table. A handler is called on the reader of the
/// connection and is thread-safe; its [io.qanat.broker.net.Answer.Work] runs on the writer of that
/// connection and may wait.
@NullMarked
package io.qanat.broker.api;

import org.jspecify.annotations.NullMarked;
