package io.qanat.protocol;

import java.lang.reflect.RecordComponent;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Messages made to cost a reader as much memory as possible for their size: one list, of all that
/// a message has, full of the smallest elements.
class AllocationBoundTest {
    private static final int BYTES = 16 * 1024;
    private static final int BYTES_IN_NEWEST_VERSION = 128 * 1024;
    private static final int LARGEST_BYTES = 1024 * 1024;

    /// Those whose elements are the smallest, or are read most often.
    private static final Set<String> LARGEST =
            Set.of("CreatePartitionsRequest", "MetadataRequest", "FetchResponse");

    private static final int FIRST_FREE_TAG = 100;

    @ParameterizedTest
    @MethodSource("io.qanat.protocol.Twin#messages")
    void allocatesInProportionToTheInput(Twin twin) {
        twin.versions()
                .forEach(version -> {
                    int bytes = version == twin.newest() ? BYTES_IN_NEWEST_VERSION : BYTES;
                    checkAllLists(twin, version, bytes);
                });
    }

    @ParameterizedTest
    @MethodSource("largest")
    void allocatesInProportionToTheLargestInput(Twin twin) {
        checkAllLists(twin, twin.newest(), LARGEST_BYTES);
    }

    static Stream<Twin> largest() {
        return Twin.messages().filter(twin -> LARGEST.contains(twin.toString()));
    }

    private static void checkAllLists(Twin twin, int version, int bytes) {
        for (SmallShape shape : SmallShape.values()) {
            // Given
            Record message = (Record) new ShapedMessages(shape).message(twin, version);

            swell(
                    message,
                    version,
                    bytes,
                    swollen -> {
                        byte[] input = Twin.write((Message) swollen, version);

                        // When // Then
                        AllocatedBytes.check(input.length, () -> twin.read(input, version));
                    });
        }
    }

    /// Hands out the record with each of its lists, in turn and at any depth, grown to `bytes`.
    private static void swell(Record record, int version, int bytes, Consumer<Record> check) {
        for (RecordComponent component : Components.of(record.getClass())) {
            Object value = Components.value(record, component);
            Consumer<Object> grown =
                    large -> check.accept(Components.with(record, component.getName(), large));
            if (value instanceof List<?> list && !list.isEmpty()) {
                swellList(list.getFirst(), version, bytes, grown);
            } else if (value instanceof Record struct) {
                swell(struct, version, bytes, grown::accept);
            }
        }
        if (!Components.unknownTaggedFields(record).isEmpty()) {
            check.accept(Components.withUnknownTaggedFields(record, tags(bytes)));
        }
    }

    /// The same for a list of this one element.
    private static void swellList(Object element, int version, int bytes, Consumer<Object> check) {
        check.accept(filled(element, version, bytes));
        if (element instanceof Record struct) {
            check.accept(filled(emptied(struct), version, bytes));
            swell(struct, version, bytes, grown -> check.accept(List.of(grown)));
        }
    }

    private static List<?> filled(Object element, int version, int bytes) {
        int size =
                switch (element) {
                    case Message struct -> struct.size(version);
                    case String text -> WireSize.ofString(text, true);
                    case Byte ignored -> 1;
                    case Short ignored -> 2;
                    case Integer ignored -> 4;
                    case Long ignored -> 8;
                    default -> 16;
                };
        return Collections.nCopies(bytes / size, element);
    }

    private static Record emptied(Record struct) {
        Record emptied = struct;
        for (RecordComponent component : Components.of(struct.getClass())) {
            if (Components.value(struct, component) instanceof List<?>) {
                emptied = Components.with(emptied, component.getName(), List.of());
            }
        }
        return emptied;
    }

    private static List<RawTaggedField> tags(int bytes) {
        return IntStream.range(FIRST_FREE_TAG, FIRST_FREE_TAG + bytes / 4)
                .mapToObj(tag -> new RawTaggedField(tag, SmallShape.RICH.bytes()))
                .toList();
    }
}
