package io.qanat.it.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Hands the tests of one class a broker of ours that starts before the first and stops after the
/// last.
public final class SharedQanat implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(SharedQanat.class);

    /// The node with its folder, which goes when the node stops.
    private record Lease(Path data, QanatNode node) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            node.close();
            Folders.delete(data);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == QanatNode.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> owner = context.getRequiredTestClass();
        // The root's store closes what it holds when the run ends.
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(owner, type -> started(), Lease.class)
                .node();
    }

    private static Lease started() {
        try {
            Path data = Files.createTempDirectory("qanat-it");
            return new Lease(data, QanatNode.start(data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
