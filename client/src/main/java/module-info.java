/// Producer, fetcher and admin client.
module io.qanat.client {
    requires static transitive org.jspecify;
    // Only the patterns over tables need it, and whoever uses them has it.
    requires static transitive java.sql;
    requires transitive io.qanat.protocol;
    requires transitive io.qanat.publisher;
    requires transitive io.qanat.record;

    exports io.qanat.client;
    exports io.qanat.client.admin;
    exports io.qanat.client.async;
    exports io.qanat.client.consumer;
    exports io.qanat.client.pattern;
    exports io.qanat.client.producer;
    exports io.qanat.client.producer.interceptor;
    exports io.qanat.client.producer.partition;
    exports io.qanat.client.publish;
}
