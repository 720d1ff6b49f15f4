package io.qanat.record;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How the records of a batch are compressed, with the levels that Kafka knows. Immutable.
public enum Compression {
    /// Not at all.
    NONE(0, 0, 0, 0),
    /// RFC 1952. The default level is the library's own.
    GZIP(1, -1, 1, 9),
    /// Snappy, in the block framing of the Java library.
    SNAPPY(2, 0, 0, 0),
    /// The LZ4 frame format.
    LZ4(3, 9, 1, 17),
    /// Zstandard.
    ZSTD(4, 3, -131_072, 22);

    private static final Compression[] BY_ID = values();

    private final int id;
    private final int levelDefault;
    private final int levelMin;
    private final int levelMax;

    Compression(int id, int levelDefault, int levelMin, int levelMax) {
        this.id = id;
        this.levelDefault = levelDefault;
        this.levelMin = levelMin;
        this.levelMax = levelMax;
    }

    /// The codec with a number.
    ///
    /// @throws CorruptRecordException when no codec has it
    public static Compression of(int id) {
        if (id < 0 || id >= BY_ID.length) {
            throw new CorruptRecordException("unknown compression codec " + id);
        }
        return BY_ID[id];
    }

    /// The codec with a name as in configurations: `none`, `gzip`, `snappy`, `lz4` or `zstd`.
    public static Optional<Compression> named(String name) {
        return Arrays.stream(BY_ID).filter(codec -> codec.configName().equals(name)).findFirst();
    }

    /// The number in a batch's attributes.
    public int id() {
        return id;
    }

    /// The name in configurations: lower case.
    public String configName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The level used when none is asked for.
    public int levelDefault() {
        return levelDefault;
    }

    /// Whether the codec can be used with this level.
    public boolean accepts(int level) {
        return level == levelDefault || (level >= levelMin && level <= levelMax);
    }
}
