/// Sockets: listeners, connections and the order of answers. Knows frames and correlation ids,
/// nothing of topics or logs.
///
/// ```
///  Listener ──accept──▶ Connection
///                        │ reader (virtual thread)              writer (virtual thread)
///     socket ──▶ FrameReader ──▶ Dispatcher ──▶ AnswerQueue ──▶ reply of the head ──▶ socket
///                  ▲                   (decodes, starts the work)    (in the order of the requests)
///           RequestMemory
/// ```
///
/// A request is decoded, and a produce handed to the log, on the reader; everything else is worked
/// out on the writer when its turn has come. So one connection sees its requests take effect in
/// order, while any number of produce requests share one sync.
@NullMarked
package io.qanat.broker.net;

import org.jspecify.annotations.NullMarked;
