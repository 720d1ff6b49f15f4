/// The drop-in: Qanat's producer for code that is written against the `Producer` interface of
/// kafka-clients.
///
/// ```
///   application ── ProducerRecord ──► QanatProducer: interceptors, serializers, partitioner of Kafka
///                                         │ bytes
///                                         ▼
///   application ◄── RecordMetadata ◄── PendingSend ◄── Outcome ◄── io.qanat.client.producer.Producer
/// ```
///
/// Of kafka-clients only interfaces, values, exceptions and the reading of properties are used;
/// what goes over the wire is Qanat's. Here alone, class names in properties are accepted. What is
/// sent runs on the caller's thread, callbacks on the producer's completion executor.
@NullMarked
package io.qanat.compat;

import org.jspecify.annotations.NullMarked;
