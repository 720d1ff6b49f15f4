/// Record batches. A leaf: the JDK and, where present, the codecs' native libraries.
module io.qanat.record {
    requires static transitive org.jspecify;
    requires static com.github.luben.zstd_jni;
    requires static org.lz4.java;
    requires static org.xerial.snappy;

    exports io.qanat.record;
}
