package io.qanat.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a topic's name on the command line, by Kafka's rule. Stateless.
final class TopicArgument implements ITypeConverter<String> {
    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    @Override
    public String convert(String name) {
        if (!LEGAL.matcher(name).matches() || name.equals(".") || name.equals("..")) {
            throw new TypeConversionException(
                    "'%s' is no topic name: 1 to 249 of a-z A-Z 0-9 . _ -, not . or .."
                            .formatted(name));
        }
        return name;
    }
}
