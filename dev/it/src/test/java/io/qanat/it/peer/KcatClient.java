package io.qanat.it.peer;

import io.qanat.it.peer.SampleRecord.Header;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// kcat, librdkafka's command line. All records of a run have the same headers; it can neither set
/// a timestamp nor say an empty key or value beside an absent one.
public final class KcatClient implements PeerClient {
    private static final String KEY_END = "<=>K";
    private static final String RECORD_END = "<=>D";
    private static final List<Header> HEADERS =
            List.of(
                    new Header("source", Octets.of("kcat")),
                    new Header("absent", null),
                    new Header("empty", Octets.of("")),
                    new Header("source", Octets.of("zweite Quelle: Zürich")));

    @Override
    public String name() {
        return "kcat";
    }

    @Override
    public List<String> codecs() {
        return List.of("none", "gzip", "snappy", "lz4", "zstd");
    }

    @Override
    public boolean reads() {
        return true;
    }

    @Override
    public boolean tellsOffsets() {
        return false;
    }

    @Override
    public SampleRecord sayable(SampleRecord record) {
        return new SampleRecord(
                SampleRecord.CLIENTS_CHOICE, full(record.key()), full(record.value()), HEADERS);
    }

    @Override
    public List<Long> produce(
            String bootstrap, String topic, String codec, List<SampleRecord> records) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "kcat", "-P", "-b", bootstrap, "-t", topic, "-p", "0", "-z",
                                codec));
        command.addAll(List.of("-Z", "-K", KEY_END, "-D", RECORD_END, "-X", "acks=all"));
        for (Header header : HEADERS) {
            command.addAll(List.of("-H", argument(header)));
        }
        Program.succeed(command, input(records));
        // It ends with an error if a record was not delivered.
        return List.of();
    }

    @Override
    public List<StoredRecord> consume(String bootstrap, String topic, int count) {
        List<String> command =
                new ArrayList<>(
                        List.of("kcat", "-C", "-q", "-b", bootstrap, "-t", topic, "-p", "0"));
        command.addAll(List.of("-o", "beginning", "-c", Integer.toString(count)));
        command.addAll(List.of("-X", "check.crcs=true", "-f", "%o %T %K %S\\n%k%s%h\\n"));
        var output = new KcatOutput(Program.succeed(command, new byte[0]).output().bytes());
        List<StoredRecord> records = new ArrayList<>();
        while (output.hasMore()) {
            records.add(output.record());
        }
        return records;
    }

    private static @Nullable Octets full(@Nullable Octets octets) {
        return octets == null || octets.isEmpty() ? null : octets;
    }

    private static String argument(Header header) {
        Octets value = header.value();
        return value == null
                ? header.name()
                : header.name() + "=" + new String(value.bytes(), StandardCharsets.UTF_8);
    }

    private static byte[] input(List<SampleRecord> records) {
        var input = new ByteArrayOutputStream();
        for (SampleRecord record : records) {
            append(input, record.key());
            input.writeBytes(KEY_END.getBytes(StandardCharsets.UTF_8));
            append(input, record.value());
            input.writeBytes(RECORD_END.getBytes(StandardCharsets.UTF_8));
        }
        return input.toByteArray();
    }

    private static void append(ByteArrayOutputStream input, @Nullable Octets octets) {
        if (octets != null) {
            input.writeBytes(octets.bytes());
        }
    }

    /// What `-f` above prints: a line of numbers, then key, value and headers without a gap, then a
    /// line end. Headers are `name=value` joined by commas, an absent value is the word NULL.
    private static final class KcatOutput {
        private final byte[] bytes;
        private int position;

        KcatOutput(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean hasMore() {
            return position < bytes.length;
        }

        StoredRecord record() {
            String[] numbers = line().split(" ", -1);
            Octets key = octets(Integer.parseInt(numbers[2]));
            Octets value = octets(Integer.parseInt(numbers[3]));
            String headers = line();
            var record = new SampleRecord(Long.parseLong(numbers[1]), key, value, headers(headers));
            return new StoredRecord(Long.parseLong(numbers[0]), record);
        }

        private String line() {
            int start = position;
            while (bytes[position] != '\n') {
                position++;
            }
            return new String(bytes, start, position++ - start, StandardCharsets.UTF_8);
        }

        private @Nullable Octets octets(int size) {
            if (size < 0) {
                return null;
            }
            position += size;
            return Octets.of(Arrays.copyOfRange(bytes, position - size, position));
        }

        private static List<Header> headers(String text) {
            return text.isEmpty()
                    ? List.of()
                    : Arrays.stream(text.split(",", -1)).map(KcatOutput::header).toList();
        }

        private static Header header(String pair) {
            int equals = pair.indexOf('=');
            String value = pair.substring(equals + 1);
            return new Header(
                    pair.substring(0, equals), value.equals("NULL") ? null : Octets.of(value));
        }
    }
}
