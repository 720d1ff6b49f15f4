package io.qanat.cli;

import io.qanat.record.RecordHeader;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a header on the command line. Stateless.
final class HeaderArgument implements ITypeConverter<RecordHeader> {
    @Override
    public RecordHeader convert(String text) {
        int at = text.indexOf('=');
        if (at < 1) {
            throw new TypeConversionException("'" + text + "' is not NAME=VALUE");
        }
        return new RecordHeader(
                text.substring(0, at), StandardCharsets.UTF_8.encode(text.substring(at + 1)));
    }
}
