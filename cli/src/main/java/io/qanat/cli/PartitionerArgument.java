package io.qanat.cli;

import io.qanat.client.producer.partition.StockPartitioner;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a partitioner's name on the command line: the client's names, with `-` for `_` as well,
/// and `key`. Stateless.
final class PartitionerArgument implements ITypeConverter<StockPartitioner> {
    private static final Map<String, StockPartitioner> NAMES = names();

    @Override
    public StockPartitioner convert(String text) {
        var name = text.toLowerCase(Locale.ROOT).replace('_', '-');
        var partitioner = NAMES.get(name);
        if (partitioner == null) {
            throw new TypeConversionException(
                    "there is no partitioner '" + text + "'" + hint(name));
        }
        return partitioner;
    }

    private static String hint(String name) {
        return Suggestion.nearest(name, NAMES.keySet())
                .map(near -> ": did you mean '" + near + "'?")
                .orElseGet(() -> ": it is one of " + String.join(", ", NAMES.keySet()));
    }

    private static Map<String, StockPartitioner> names() {
        var names = new TreeMap<String, StockPartitioner>();
        for (var partitioner : StockPartitioner.values()) {
            names.put(partitioner.configName().replace('_', '-'), partitioner);
        }
        names.put("default", StockPartitioner.MURMUR2_RANDOM);
        names.put("key", StockPartitioner.MURMUR2_RANDOM);
        return names;
    }
}
