package io.qanat.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.it.peer.PeerClient;
import io.qanat.it.peer.SampleRecord;
import io.qanat.it.peer.StoredRecord;
import io.qanat.it.wire.StoredBatches;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// One client writes the samples to a topic, every other reads them: what comes out is what went
/// in.
///
/// A class that extends this has a static `writersWithCodecs`.
abstract class InteropRules {
    private final String brokerName;
    private final InetSocketAddress address;
    private final List<PeerClient> readers;
    private final Evidence evidence;

    InteropRules(
            String brokerName,
            InetSocketAddress address,
            List<PeerClient> clients,
            Evidence evidence) {
        this.brokerName = brokerName;
        this.address = address;
        this.evidence = evidence;
        this.readers = clients.stream().filter(PeerClient::reads).toList();
    }

    static Stream<Arguments> withTheirCodecs(List<PeerClient> writers) {
        return writers.stream()
                .flatMap(writer ->
                        writer.codecs().stream().map(codec -> Arguments.of(writer, codec)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("writersWithCodecs")
    void everyReaderFindsWhatWasWritten(PeerClient writer, String codec) throws IOException {
        // Given
        String topic = (writer.name() + "-" + codec).replace(" ", "-");
        List<SampleRecord> samples = Samples.records().stream().map(writer::sayable).toList();
        // When
        List<Long> offsets = writer.produce(bootstrap(), topic, codec, samples);
        // Then
        if (writer.tellsOffsets()) {
            assertThat(offsets).isEqualTo(LongStream.range(0, samples.size()).boxed().toList());
        }
        assertThat(StoredBatches.codecs(address, topic)).contains(codec);
        var softly = new SoftAssertions();
        for (PeerClient reader : readers) {
            softly.assertThatCode(() -> assertReads(reader, topic, samples))
                    .as("%s, written by %s with %s", reader.name(), writer.name(), codec)
                    .doesNotThrowAnyException();
        }
        softly.assertAll();
        readers.forEach(reader -> evidence.passed(brokerName, writer, codec, reader));
    }

    private void assertReads(PeerClient reader, String topic, List<SampleRecord> written) {
        List<StoredRecord> read = reader.consume(bootstrap(), topic, written.size());
        assertThat(read)
                .extracting(StoredRecord::offset)
                .isEqualTo(LongStream.range(0, written.size()).boxed().toList());
        for (int i = 0; i < written.size(); i++) {
            assertThat(comparable(read.get(i), written.get(i)))
                    .as("offset %d", i)
                    .isEqualTo(written.get(i));
        }
    }

    /// The record as it was read, without a timestamp if its writer left that to the client.
    private static SampleRecord comparable(StoredRecord read, SampleRecord written) {
        if (written.timestampMillis() != SampleRecord.CLIENTS_CHOICE) {
            return read.record();
        }
        assertThat(read.record().timestampMillis()).isPositive();
        return read.record().withTimestampMillis(SampleRecord.CLIENTS_CHOICE);
    }

    private String bootstrap() {
        return "127.0.0.1:" + address.getPort();
    }
}
