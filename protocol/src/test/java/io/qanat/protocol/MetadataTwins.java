package io.qanat.protocol;

/// What the messages are tested for, on the metadata records. Run where Kafka's classes for them
/// are.
public final class MetadataTwins implements Runnable {
    @Override
    public void run() {
        DifferentialTest differential = new DifferentialTest();
        SingleFieldTest singleField = new SingleFieldTest();
        HostileBytesTest hostile = new HostileBytesTest();
        Twin.metadata()
                .forEach(twin -> {
                    differential.writesTheBytesThatKafkaWrites(twin);
                    differential.readsTheBytesThatKafkaWrites(twin);
                    singleField.treatsEachFieldAsKafkaDoes(twin);
                    hostile.refusesEveryTruncation(twin);
                    hostile.readsOrRefusesMutations(twin);
                });
    }
}
