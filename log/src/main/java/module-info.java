/// The durable log of all partitions of one data folder.
module io.qanat.log {
    requires static transitive org.jspecify;
    requires transitive io.qanat.record;

    exports io.qanat.log;
    exports io.qanat.log.disk;
    exports io.qanat.log.inspect;
    exports io.qanat.log.wal;
}
