package io.qanat.it;

import io.qanat.it.peer.Octets;
import io.qanat.it.peer.SampleRecord;
import io.qanat.it.peer.SampleRecord.Header;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The records that every client writes: each shape that the format knows, then enough of the
/// common one to compress.
public final class Samples {
    private static final long FIRST_MILLIS = 1_700_000_000_000L;
    private static final int ORDERS = 300;

    private Samples() {}

    public static List<SampleRecord> records() {
        List<SampleRecord> records = new ArrayList<>(shapes());
        for (int i = 0; i < ORDERS; i++) {
            String value =
                    "{\"order\":%d,\"customer\":\"c-%d\",\"city\":\"Yazd\",\"total\":%d.50}"
                            .formatted(i, i % 17, i * 3);
            records.add(record(i, Octets.of("c-" + i % 17), Octets.of(value)));
        }
        return List.copyOf(records);
    }

    private static List<SampleRecord> shapes() {
        Octets key = Octets.of("key");
        Octets value = Octets.of("value");
        return List.of(
                record(7, key, value),
                record(6, null, value),
                record(5, key, null),
                record(5, null, null),
                record(9, Octets.of(""), Octets.of("")),
                record(0, everyByte(), everyByte()),
                record(0, key, Octets.of("long ".repeat(8_000))),
                record(1, Octets.of("schlüssel-ключ"), Octets.of("größe: 大\nzwei\tZeilen")),
                record(2, key, value, new Header("one", Octets.of("1"))),
                record(
                        3,
                        key,
                        value,
                        new Header("same", Octets.of("first")),
                        new Header("same", Octets.of("second")),
                        new Header("empty", Octets.of("")),
                        new Header("名", Octets.of("é"))),
                record(4, key, value, new Header("absent", null)),
                new SampleRecord(1, key, Octets.of("the epoch's first millisecond"), List.of()),
                new SampleRecord(0, key, Octets.of("the epoch"), List.of()));
    }

    private static SampleRecord record(
            long age, @Nullable Octets key, @Nullable Octets value, Header... headers) {
        return new SampleRecord(FIRST_MILLIS + age, key, value, List.of(headers));
    }

    private static Octets everyByte() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return Octets.of(bytes);
    }
}
