package io.qanat.broker.topics;

import java.lang.System.Logger.Level;

/// The log lines of topics. Thread-safe.
///
/// A class of its own, so that the logging framework loads when there is something to say, not when
/// a broker starts.
final class TopicEvents {
    private static final System.Logger LOGGER = System.getLogger(TopicEvents.class.getName());

    private TopicEvents() {}

    static void collision(String name, String other) {
        LOGGER.log(
                Level.WARNING,
                "topics differ only in '.' and '_', which metric names of Apache Kafka do not tell apart topic={0} other={1}",
                name,
                other);
    }
}
