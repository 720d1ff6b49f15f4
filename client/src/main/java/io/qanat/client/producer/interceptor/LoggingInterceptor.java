package io.qanat.client.producer.interceptor;

import io.qanat.client.producer.Interceptor;
import io.qanat.client.producer.Outcome;
import io.qanat.client.producer.ProducerRecord;

/// Logs what became of each record, but neither keys nor values: a line at level `DEBUG` for what
/// was delivered, at `WARNING` for the rest. Thread-safe.
public final class LoggingInterceptor<K, V> implements Interceptor<K, V> {
    private final System.Logger logger;

    /// Logs to `logger`.
    public LoggingInterceptor(System.Logger logger) {
        this.logger = logger;
    }

    @Override
    public void onAcknowledgement(ProducerRecord<K, V> record, Outcome outcome) {
        switch (outcome) {
            case Outcome.Delivered delivered -> {
                if (logger.isLoggable(System.Logger.Level.DEBUG)) {
                    logger.log(
                            System.Logger.Level.DEBUG,
                            "record delivered topic="
                                    + delivered.topic()
                                    + " partition="
                                    + delivered.partition()
                                    + " offset="
                                    + delivered.offset());
                }
            }
            case Outcome.NotPersisted refused ->
                    warn("record not persisted", record, refused.cause());
            case Outcome.PossiblyPersisted unknown ->
                    warn("record possibly persisted", record, unknown.cause());
        }
    }

    private void warn(String what, ProducerRecord<K, V> record, Throwable cause) {
        logger.log(
                System.Logger.Level.WARNING,
                what + " topic=" + record.topic() + " cause=" + cause.getMessage());
    }
}
