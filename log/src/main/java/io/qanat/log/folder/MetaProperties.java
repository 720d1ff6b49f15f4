package io.qanat.log.folder;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// The identity card of a data folder, `meta.properties`.
///
/// ```
/// version=1                              Kafka's version of this file
/// cluster.id=4L6g3nShT-eMCtK--X86sw
/// node.id=0
/// directory.id=T3Qm5WvGRHqHbMbg1ySxJA
/// qanat.format=1                         ours: what else Qanat expects of the folder; Kafka ignores it
/// #crc32c=1203943302                     ours: the checksum of all before it, a comment to Kafka
/// ```
///
/// Immutable.
///
/// @param version Kafka's version of the file
/// @param clusterId the cluster's id, as text
/// @param nodeId the node's id
/// @param directoryId the folder's id, as text
/// @param format Qanat's version of the folder, 0 in a folder that Kafka made
public record MetaProperties(
        int version, String clusterId, int nodeId, String directoryId, int format) {
    /// The file's name.
    public static final String FILE = "meta.properties";

    /// The newest version of the file, of Kafka.
    public static final int VERSION_MAX = 1;

    /// The newest version of the folder, of ours.
    public static final int FORMAT_MAX = 1;

    private static final String CHECKSUM = "#crc32c=";

    /// Reads the file. That of a newer version may have another checksum, which is not looked at.
    ///
    /// @throws IOException when a field is missing or not a number, or the file is not what it was
    public static MetaProperties read(TextFile file) throws IOException {
        MetaProperties found = parsed(file);
        if (found.version <= VERSION_MAX && found.format <= FORMAT_MAX) {
            requireChecksum(file);
        }
        return found;
    }

    private static MetaProperties parsed(TextFile file) throws IOException {
        Map<String, String> fields = fields(file);
        try {
            return new MetaProperties(
                    Integer.parseInt(field(fields, "version", file)),
                    fields.getOrDefault("cluster.id", ""),
                    Integer.parseInt(fields.getOrDefault("node.id", "-1")),
                    fields.getOrDefault("directory.id", ""),
                    Integer.parseInt(fields.getOrDefault("qanat.format", "0")));
        } catch (NumberFormatException e) {
            throw new MalformedFileException(file.path() + ": not a number: " + e.getMessage(), e);
        }
    }

    private static void requireChecksum(TextFile file) throws IOException {
        var before = new StringBuilder();
        for (String line : file.lines()) {
            if (line.startsWith(CHECKSUM)
                    && !line.equals(CHECKSUM + Checksum.of(before.toString()))) {
                throw new MalformedFileException(
                        file.path()
                                + " does not have its checksum: put the right file back, or remove"
                                + " the line "
                                + CHECKSUM
                                + " if you changed it on purpose");
            }
            before.append(line).append('\n');
        }
    }

    private static Map<String, String> fields(TextFile file) throws IOException {
        var fields = new LinkedHashMap<String, String>();
        for (String line : file.lines()) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                fields.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
            }
        }
        return fields;
    }

    private static String field(Map<String, String> fields, String name, TextFile file)
            throws IOException {
        String value = fields.get(name);
        if (value == null) {
            throw new MalformedFileException(file.path() + " has no " + name);
        }
        return value;
    }

    /// Writes the file.
    public void write(TextFile file) throws IOException {
        String text =
                "version="
                        + version
                        + "\ncluster.id="
                        + clusterId
                        + "\nnode.id="
                        + nodeId
                        + "\ndirectory.id="
                        + directoryId
                        + "\nqanat.format="
                        + format
                        + "\n";
        file.replace(text + CHECKSUM + Checksum.of(text) + "\n");
    }
}
