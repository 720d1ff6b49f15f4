package io.qanat.protocol;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.jspecify.annotations.Nullable;

/// Kafka's own objects of the messages that we hold as records.
final class KafkaTwin {
    private KafkaTwin() {}

    /// The object of Kafka's that says the same as our record.
    static Message of(Record ours, Twin twin) {
        return (Message) struct(ours, twin.theirs(), twin.theirs());
    }

    static byte[] write(Message theirs, int version) {
        ByteBuffer bytes = MessageUtil.toByteBufferAccessor(theirs, (short) version).buffer();
        byte[] array = new byte[bytes.remaining()];
        bytes.get(array);
        return array;
    }

    static Message read(Twin twin, byte[] bytes, int version) {
        Message theirs = (Message) create(twin.theirs());
        theirs.read(new ByteBufferAccessor(ByteBuffer.wrap(bytes)), (short) version);
        return theirs;
    }

    private static Object struct(Object ours, Class<?> type, Class<?> top) {
        Object theirs = create(type);
        for (RecordComponent component : Components.of(ours.getClass())) {
            Method setter = setter(type, component.getName());
            Object value = Components.value(ours, component);
            invoke(setter, theirs, value(value, setter.getParameterTypes()[0], top));
        }
        for (RawTaggedField field : Components.unknownTaggedFields(ours)) {
            ((Message) theirs)
                    .unknownTaggedFields()
                    .add(
                            new org.apache.kafka.common.protocol.types.RawTaggedField(
                                    field.tag(), array(field.bytes())));
        }
        return theirs;
    }

    private static @Nullable Object value(@Nullable Object ours, Class<?> type, Class<?> top) {
        return switch (ours) {
            case null -> null;
            case UUID id -> new Uuid(id.getMostSignificantBits(), id.getLeastSignificantBits());
            case Payload payload -> MemoryRecords.readableRecords(payload.joined());
            case ByteBuffer bytes -> type == byte[].class ? array(bytes) : bytes.duplicate();
            case List<?> list -> list(list, type, top);
            case Record record -> struct(record, nested(record, top), top);
            default -> ours;
        };
    }

    @SuppressWarnings("unchecked") // Kafka's collections take what they are generated for
    private static Object list(List<?> ours, Class<?> type, Class<?> top) {
        Collection<Object> theirs =
                type == List.class ? new ArrayList<>() : (Collection<Object>) create(type);
        for (Object element : ours) {
            theirs.add(value(element, Object.class, top));
        }
        return theirs;
    }

    private static Class<?> nested(Record ours, Class<?> top) {
        return Arrays.stream(top.getDeclaredClasses())
                .filter(nested -> nested.getSimpleName().equals(ours.getClass().getSimpleName()))
                .findFirst()
                .orElseThrow();
    }

    private static Method setter(Class<?> type, String name) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equalsIgnoreCase("set" + name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(type + " has no setter for " + name));
    }

    private static byte[] array(ByteBuffer bytes) {
        byte[] array = new byte[bytes.remaining()];
        bytes.duplicate().get(array);
        return array;
    }

    private static Object create(Class<?> type) {
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void invoke(Method setter, Object target, @Nullable Object value) {
        try {
            setter.invoke(target, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
