/// Build time only: reads Kafka's message schemas and emits the sources of the packages `message`
/// and `metadata` of the protocol module, with the enum `ApiKey`. Maven calls
/// [io.qanat.codegen.Main] on its own main thread; nothing else does, and nothing here is shipped.
@NullMarked
package io.qanat.codegen;

import org.jspecify.annotations.NullMarked;
