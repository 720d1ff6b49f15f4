/// The statements of `docs/concepts.md` about producers, shown from outside: each test is named
/// after its row and runs against Apache Kafka and against our broker, both in processes of their
/// own.
///
/// ```
/// Producer under test ──► (Relay, which loses and refuses) ──► BrokerProcess ◄── Onlooker
/// ```
///
/// What a broker holds is always told by Apache Kafka's clients.
@NullMarked
package io.qanat.it.concept;

import org.jspecify.annotations.NullMarked;
