package io.qanat.protocol;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The records of the metadata log against Kafka's, whose jars lie apart from the class path
/// because they are of another version.
class MetadataRecordsTest {
    private static final Path KAFKA_BROKER = Path.of("target", "kafka-broker");

    @Test
    void metadataRecordsAreReadAndWrittenLikeMessages() throws Exception {
        // Given
        try (URLClassLoader loader =
                new URLClassLoader(urls(), ClassLoader.getPlatformClassLoader())) {
            Class<?> tests = Class.forName(MetadataTwins.class.getName(), true, loader);
            Runnable run = (Runnable) tests.getDeclaredConstructor().newInstance();

            // When // Then
            assertThatCode(run::run).doesNotThrowAnyException();
        }
    }

    private static URL[] urls() throws IOException {
        List<URL> urls = new ArrayList<>();
        try (Stream<Path> jars = Files.list(KAFKA_BROKER)) {
            for (Path jar : jars.toList()) {
                urls.add(url(jar));
            }
        }
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!entry.contains("kafka-clients")) {
                urls.add(url(Path.of(entry)));
            }
        }
        return urls.toArray(URL[]::new);
    }

    private static URL url(Path path) throws MalformedURLException {
        return path.toUri().toURL();
    }
}
