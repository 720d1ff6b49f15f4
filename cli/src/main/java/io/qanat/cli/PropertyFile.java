package io.qanat.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// Properties as Kafka's tools take them: a file, and `key=value` arguments over it. Stateless.
final class PropertyFile {
    private PropertyFile() {}

    /// The properties of a file, if there is one, and of arguments, which win.
    static Map<String, String> with(@Nullable Path file, List<String> arguments) {
        var all = new LinkedHashMap<String, String>();
        if (file != null) {
            all.putAll(read(file));
        }
        arguments.forEach(argument -> {
            int at = argument.indexOf('=');
            // As with Kafka, a name alone sets nothing to the empty text.
            all.put(
                    at < 0 ? argument : argument.substring(0, at),
                    at < 0 ? "" : argument.substring(at + 1));
        });
        return all;
    }

    private static Map<String, String> read(Path file) {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, FileTrouble.line(file, e), e);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, file + ": " + e.getMessage(), e);
        }
        var read = new LinkedHashMap<String, String>();
        properties.stringPropertyNames().stream()
                .sorted()
                .forEach(name -> read.put(name, properties.getProperty(name)));
        return read;
    }
}
