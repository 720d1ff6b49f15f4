package io.qanat.cli;

import io.qanat.cli.CompressionArgument.Compressed;
import io.qanat.record.Compression;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a codec's name on the command line, and a level behind it. Stateless.
final class CompressionArgument implements ITypeConverter<Compressed> {
    /// How records are compressed. Immutable.
    ///
    /// @param level empty for the codec's own
    record Compressed(Compression codec, OptionalInt level) {
        ClientSettings over(ClientSettings settings) {
            var name = codec.configName();
            settings.with("compression.type", name);
            level.ifPresent(
                    at -> settings.with("compression." + name + ".level", String.valueOf(at)));
            return settings;
        }
    }

    @Override
    public Compressed convert(String text) {
        var parts = text.split(":", 2);
        var codec =
                Compression.named(parts[0].toLowerCase(Locale.ROOT))
                        .orElseThrow(() -> unknown(parts[0]));
        return new Compressed(
                codec,
                parts.length == 1 ? OptionalInt.empty() : OptionalInt.of(level(codec, parts[1])));
    }

    private static int level(Compression codec, String text) {
        if (codec == Compression.NONE || codec == Compression.SNAPPY) {
            throw new TypeConversionException("'" + codec.configName() + "' has no levels");
        }
        try {
            int level = Integer.parseInt(text);
            if (codec.accepts(level)) {
                return level;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new TypeConversionException("'" + text + "' is no level of " + codec.configName());
    }

    private static TypeConversionException unknown(String name) {
        var names = Arrays.stream(Compression.values()).map(Compression::configName).toList();
        return new TypeConversionException(
                "there is no codec '"
                        + name
                        + "'"
                        + Suggestion.nearest(name, names)
                                .map(near -> ": did you mean '" + near + "'?")
                                .orElseGet(() ->
                                        names.stream()
                                                .collect(
                                                        Collectors.joining(
                                                                ", ", ": it is one of ", ""))));
    }
}
