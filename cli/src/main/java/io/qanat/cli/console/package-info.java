/// Input as Kafka's console producer reads it: lines of text that hold headers, key and value.
///
/// [TextLines] cuts the input into lines, [ConsoleRecords] makes each a record by the
/// [ConsoleRules], and [ConsoleSession] hands it on to `produce`, whose thread runs all of it.
@NullMarked
package io.qanat.cli.console;

import org.jspecify.annotations.NullMarked;
