package io.qanat.client.producer;

import io.qanat.record.Compression;

/// How the batches of a topic are compressed. Immutable.
///
/// @param level one that the codec has, which a [ProducerConfig] sees to
public record CodecLevel(Compression codec, int level) {

    /// A codec at the level that it is used with when none is asked for.
    public static CodecLevel of(Compression codec) {
        return new CodecLevel(codec, codec.levelDefault());
    }

    boolean isValid() {
        return codec.accepts(level);
    }

    @Override
    public String toString() {
        return codec.configName() + ":" + level;
    }
}
