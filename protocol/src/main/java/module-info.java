/// Kafka's wire protocol without I/O. A leaf: it depends on the JDK only.
module io.qanat.protocol {
    requires static transitive org.jspecify;

    exports io.qanat.protocol;
    exports io.qanat.protocol.message;
    exports io.qanat.protocol.metadata;
}
