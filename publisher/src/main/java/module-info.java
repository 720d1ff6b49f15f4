/// The port through which an application publishes events. A leaf: the JDK and nothing else.
module io.qanat.publisher {
    requires static transitive org.jspecify;

    exports io.qanat.publisher;
}
