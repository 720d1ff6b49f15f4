package io.qanat.it.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Hands the tests one broker of ours in a process of its own, which the first of them starts and
/// which ends after the last.
public final class SharedProcess implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(SharedProcess.class);

    /// The process with its folder, which goes when the process ends.
    private record Lease(Path data, NodeProcess process) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            process.close();
            Folders.delete(data);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == NodeProcess.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // The root's store closes what it holds when the run ends.
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Lease.class, type -> started(), Lease.class)
                .process();
    }

    private static Lease started() {
        try {
            Path data = Files.createTempDirectory("qanat-it");
            return new Lease(data, NodeProcess.start(data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
