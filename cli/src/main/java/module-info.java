/// The command line: the only `main()`.
module io.qanat.cli {
    requires static transitive org.jspecify;
    requires io.qanat.client;
    requires io.qanat.broker;
    requires info.picocli;
    requires HdrHistogram;
    requires jdk.net;

    exports io.qanat.cli;

    opens io.qanat.cli to
            info.picocli;

    provides java.lang.System.LoggerFinder with
            io.qanat.cli.logging.StderrLoggerFinder;
}
