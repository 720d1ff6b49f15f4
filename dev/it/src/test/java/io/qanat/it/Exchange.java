package io.qanat.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.it.peer.PeerClient;
import io.qanat.it.peer.SampleRecord;
import io.qanat.it.peer.StoredRecord;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/// One client writes the samples to a topic, another reads them: what comes out is what went in.
final class Exchange {
    private Exchange() {}

    /// Every writer with each of its codecs.
    static Stream<Arguments> writersWithCodecs(List<PeerClient> clients) {
        return clients.stream()
                .flatMap(client ->
                        client.codecs().stream().map(codec -> Arguments.of(client, codec)));
    }

    static List<SampleRecord> samples(PeerClient writer) {
        return Samples.records().stream().map(writer::sayable).toList();
    }

    static void assertOffsetsCountUp(List<Long> offsets, int recordCount) {
        if (!offsets.isEmpty()) {
            assertThat(offsets).isEqualTo(LongStream.range(0, recordCount).boxed().toList());
        }
    }

    static void assertSame(List<SampleRecord> written, List<StoredRecord> read) {
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
}
