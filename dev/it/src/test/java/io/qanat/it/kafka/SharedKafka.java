package io.qanat.it.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Hands the tests one Apache Kafka node, which the first of them starts and which stops after the
/// last.
public final class SharedKafka implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(SharedKafka.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == KafkaNode.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // The root's store closes what it holds when the run ends.
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(KafkaNode.class, type -> started(), KafkaNode.class);
    }

    private static KafkaNode started() {
        try {
            return KafkaNode.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
