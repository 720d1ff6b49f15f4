package io.qanat.log.inspect;

import io.qanat.log.TopicPartition;
import io.qanat.log.disk.Disk;
import io.qanat.log.disk.FileDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// A look into a data folder that leaves it as it is, whoever has it open. Confined to its caller.
public final class FolderInspection {
    private final Disk disk;
    private final Path root;
    private final FolderUse useUnlessClosed;

    private FolderInspection(Disk disk, Path root, FolderUse useUnlessClosed) {
        this.disk = disk;
        this.root = root;
        this.useUnlessClosed = useUnlessClosed;
    }

    /// A look into a folder on this computer's disk.
    ///
    /// @param useUnlessClosed who has it open, unless it is marked as closed
    public static FolderInspection of(Path folder, FolderUse useUnlessClosed) {
        return of(folder, useUnlessClosed, new FileDisk());
    }

    /// A look into a folder on a disk.
    public static FolderInspection of(Path folder, FolderUse useUnlessClosed, Disk disk) {
        return new FolderInspection(disk, folder.toAbsolutePath().normalize(), useUnlessClosed);
    }

    /// The partitions that there are at this moment.
    ///
    /// @throws IOException when this is no folder that can be listed
    public List<TopicPartition> partitions() throws IOException {
        var partitions = new ArrayList<TopicPartition>();
        for (String name : disk.list(root)) {
            Optional<TopicPartition> partition = TopicPartition.parse(name);
            if (partition.isPresent() && disk.isDirectory(root.resolve(name))) {
                partitions.add(partition.get());
            }
        }
        return partitions;
    }

    /// Reads partitions with all that belongs to them, and says what is not as it should be.
    ///
    /// @param chosen which partitions to read
    /// @param findings told of each finding at once
    /// @throws IOException when this is no data folder, or one that cannot be listed
    public Tally verify(Predicate<TopicPartition> chosen, Consumer<Finding> findings)
            throws IOException {
        var verification = new FolderVerification(disk, root, useUnlessClosed, findings);
        return verification.run(partitions().stream().filter(chosen).toList());
    }
}
