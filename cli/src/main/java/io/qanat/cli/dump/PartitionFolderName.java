package io.qanat.cli.dump;

import java.nio.file.Path;

/// The topic and the partition that a segment's folder is named after. Immutable.
///
/// @param topic the topic's name
/// @param partition the partition's index
record PartitionFolderName(String topic, int partition) {
    /// Reads `…/orders-0/00000000000000000000.log`; a file elsewhere is of topic `?`, partition 0.
    static PartitionFolderName of(Path segment) {
        var folder = segment.toAbsolutePath().normalize().getParent();
        var name =
                folder == null || folder.getFileName() == null
                        ? ""
                        : folder.getFileName().toString();
        int dash = name.lastIndexOf('-');
        if (dash > 0 && name.substring(dash + 1).matches("\\d{1,9}")) {
            return new PartitionFolderName(
                    name.substring(0, dash), Integer.parseInt(name.substring(dash + 1)));
        }
        return new PartitionFolderName("?", 0);
    }
}
