package io.qanat.it.wire;

import io.qanat.protocol.Payload;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An answer as one line that two brokers can agree on: what is a broker's own is replaced by a
/// word.
final class AnswerText {
    private static final UUID ABSENT = new UUID(0, 0);

    private static final Map<String, Function<Object, String>> MASKS =
            Map.of(
                    "port", port -> (int) port > 0 ? "PORT" : port.toString(),
                    "clusterId", id -> "ID",
                    "topicId", id -> ABSENT.equals(id) ? "none" : "ID",
                    "producerId", id -> (long) id >= 0 ? "ID" : id.toString(),
                    "leaderEpoch", epoch -> (int) epoch >= 0 ? "EPOCH" : epoch.toString());

    /// What stands where no error is: all three mean the same.
    private static final Set<String> NO_MESSAGE = Set.of("null", "", "NONE");

    private AnswerText() {}

    static String of(Record answer) {
        return answer.getClass().getSimpleName() + fields(answer);
    }

    private static String fields(Record record) {
        return Arrays.stream(record.getClass().getRecordComponents())
                .filter(component -> !component.getName().equals("unknownTaggedFields"))
                .map(component -> component.getName() + "=" + field(record, component))
                .collect(Collectors.joining(" ", "(", ")"));
    }

    private static String field(Record record, RecordComponent component) {
        Object value = value(record, component);
        Function<Object, String> mask = MASKS.get(component.getName());
        if (component.getName().endsWith("rrorMessage")) {
            return isError(record) || NO_MESSAGE.contains(String.valueOf(value))
                    ? "ANY"
                    : text(value);
        }
        // An empty list and none mean the same to every client.
        boolean isEmpty = value instanceof List<?> list && list.isEmpty();
        return value == null || isEmpty ? "none" : mask == null ? text(value) : mask.apply(value);
    }

    /// Beside an error some brokers send a text and some do not, and each its own.
    private static boolean isError(Record record) {
        return Arrays.stream(record.getClass().getRecordComponents())
                .filter(component -> component.getName().equals("errorCode"))
                .noneMatch(component -> Short.valueOf((short) 0).equals(value(record, component)));
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Record record -> fields(record);
            case List<?> list ->
                    list.stream()
                            .map(AnswerText::text)
                            .sorted()
                            .collect(Collectors.joining(" ", "[", "]"));
            case Payload payload -> payload.sizeInBytes() + " bytes";
            default -> value.toString();
        };
    }

    private static @Nullable Object value(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(component.toString(), e);
        }
    }
}
