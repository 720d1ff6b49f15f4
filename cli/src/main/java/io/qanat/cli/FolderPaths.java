package io.qanat.cli;

import io.qanat.log.TopicPartition;
import io.qanat.log.inspect.FolderInspection;
import io.qanat.log.inspect.FolderUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What arguments name in a data folder and around it. Immutable.
///
/// @param folder the data folder
record FolderPaths(Path folder) {
    /// The paths behind names of topics, partitions and files; the data folder when there are no
    /// names.
    List<Path> of(List<String> names) {
        if (names.isEmpty()) {
            partitions();
            return List.of(folder);
        }
        var paths = new ArrayList<Path>();
        for (var name : names) {
            paths.addAll(of(name));
        }
        return paths;
    }

    private List<Path> of(String name) {
        var path = Path.of(name);
        boolean isPlain = path.getNameCount() == 1 && !path.isAbsolute();
        if (!isPlain) {
            return List.of(path);
        }
        if (Files.isDirectory(folder)) {
            var found = partitions().stream().filter(each -> isNamed(each, name)).toList();
            if (!found.isEmpty()) {
                return found.stream().map(each -> folder.resolve(each.toString())).toList();
            }
        }
        if (!Files.exists(path)) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "'" + name + "' is no topic or partition of " + folder + ", and no file");
        }
        return List.of(path);
    }

    /// Whether a partition is what a name means: a topic, or one partition of it.
    static boolean isNamed(TopicPartition partition, String name) {
        return partition.topic().equals(name) || partition.toString().equals(name);
    }

    /// The partitions in the data folder.
    List<TopicPartition> partitions() {
        try {
            return FolderInspection.of(folder, FolderUse.UNKNOWN).partitions();
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.UNREACHABLE, FileTrouble.line(folder, e), e);
        }
    }
}
