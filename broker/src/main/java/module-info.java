/// The embedded durable broker.
module io.qanat.broker {
    requires static transitive org.jspecify;
    requires io.qanat.protocol;
    requires io.qanat.record;
    requires transitive io.qanat.log;

    exports io.qanat.broker;
}
