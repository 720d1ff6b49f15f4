/// Qanat's producer behind the interface of kafka-clients.
// kafka-clients has no name of its own as a module, and its types are what this module is about.
@SuppressWarnings("requires-transitive-automatic")
module io.qanat.compat {
    requires static transitive org.jspecify;
    requires transitive io.qanat.client;
    requires transitive kafka.clients;

    exports io.qanat.compat;
}
