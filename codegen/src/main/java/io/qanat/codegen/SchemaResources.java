package io.qanat.codegen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/// The schemas in one folder of a jar on the class path.
final class SchemaResources {
    private SchemaResources() {}

    /// All schemas that lie beside `resource`, by name.
    static List<Schema> beside(String resource) {
        URL url = SchemaResources.class.getClassLoader().getResource(resource);
        if (url == null) {
            throw new IllegalStateException(resource + " is not on the class path");
        }
        String folder = resource.substring(0, resource.lastIndexOf('/') + 1);
        try (JarFile jar = ((JarURLConnection) url.openConnection()).getJarFile()) {
            List<Schema> schemas = new ArrayList<>();
            for (JarEntry entry : jar.stream().toList()) {
                if (entry.getName().startsWith(folder) && entry.getName().endsWith(".json")) {
                    schemas.add(read(jar, entry));
                }
            }
            schemas.sort(Comparator.comparing(Schema::name));
            return schemas;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema read(JarFile jar, JarEntry entry) throws IOException {
        try (var stream = jar.getInputStream(entry)) {
            return SchemaReader.read(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(entry.getName() + ": " + e.getMessage(), e);
        }
    }
}
