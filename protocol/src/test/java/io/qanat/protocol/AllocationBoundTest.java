package io.qanat.protocol;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Messages made to cost a reader as much memory as possible for their size: one list, of all that
/// a message has, full of the smallest elements.
class AllocationBoundTest {
    private static final int BYTES = 32 * 1024;
    private static final int LARGE_BYTES = 1024 * 1024;
    private static final int FIRST_FREE_TAG = 100;

    @ParameterizedTest
    @MethodSource("io.qanat.protocol.Twin#messages")
    void allocatesInProportionToTheInput(Twin twin) {
        twin.versions()
                .forEach(version -> {
                    for (SmallShape shape : SmallShape.values()) {
                        // Given
                        Message message = new ShapedMessages(shape).message(twin, version);
                        boolean isLarge = shape == SmallShape.RICH && version == twin.newest();

                        for (Record swollen :
                                swollen((Record) message, version, isLarge ? LARGE_BYTES : BYTES)) {
                            byte[] input = Twin.write((Message) swollen, version);

                            // When // Then
                            AllocatedBytes.check(input.length, () -> twin.read(input, version));
                        }
                    }
                });
    }

    /// The record with each of its lists, in turn and at any depth, grown to `bytes`.
    private static List<Record> swollen(Record record, int version, int bytes) {
        List<Record> variants = new ArrayList<>();
        for (RecordComponent component : Components.of(record.getClass())) {
            Object value = Components.value(record, component);
            if (value instanceof List<?> list && !list.isEmpty()) {
                swollen(list, version, bytes)
                        .forEach(grown ->
                                variants.add(Components.with(record, component.getName(), grown)));
            } else if (value instanceof Record struct) {
                swollen(struct, version, bytes)
                        .forEach(grown ->
                                variants.add(Components.with(record, component.getName(), grown)));
            }
        }
        if (!Components.unknownTaggedFields(record).isEmpty()) {
            variants.add(Components.withUnknownTaggedFields(record, tags(bytes)));
        }
        return variants;
    }

    private static List<List<?>> swollen(List<?> list, int version, int bytes) {
        Object element = list.getFirst();
        List<List<?>> variants = new ArrayList<>();
        variants.add(filled(element, version, bytes));
        if (element instanceof Record struct) {
            variants.add(filled(emptied(struct), version, bytes));
            swollen(struct, version, bytes).forEach(grown -> variants.add(List.of(grown)));
        }
        return variants;
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
