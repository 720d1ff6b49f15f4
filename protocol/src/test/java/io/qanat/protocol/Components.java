package io.qanat.protocol;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The components of our records by reflection.
final class Components {
    private static final String UNKNOWN_TAGGED_FIELDS = "unknownTaggedFields";

    private Components() {}

    /// The components that the schema defines.
    static List<RecordComponent> of(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .filter(component -> !component.getName().equals(UNKNOWN_TAGGED_FIELDS))
                .toList();
    }

    static @Nullable Object value(Object record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked") // the generated component has this type
    static List<RawTaggedField> unknownTaggedFields(Object record) {
        RecordComponent[] all = record.getClass().getRecordComponents();
        return (List<RawTaggedField>) Objects.requireNonNull(value(record, all[all.length - 1]));
    }

    static Record defaultOf(Class<?> record) {
        try {
            return (Record) record.getField("DEFAULT").get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A record of what `value` says about each component, and of these tagged fields.
    static Record create(
            Class<?> record,
            Function<RecordComponent, @Nullable Object> value,
            List<RawTaggedField> unknownTaggedFields) {
        RecordComponent[] components = record.getRecordComponents();
        @Nullable Object[] arguments = new @Nullable Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            boolean isUnknown = components[i].getName().equals(UNKNOWN_TAGGED_FIELDS);
            arguments[i] = isUnknown ? unknownTaggedFields : value.apply(components[i]);
            types[i] = components[i].getType();
        }
        try {
            Constructor<?> constructor = record.getDeclaredConstructor(types);
            return (Record) constructor.newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The same record with another value of one component.
    static Record with(Record record, String name, @Nullable Object value) {
        return create(
                record.getClass(),
                component -> component.getName().equals(name) ? value : value(record, component),
                unknownTaggedFields(record));
    }

    /// The same record with other tagged fields.
    static Record withUnknownTaggedFields(Record record, List<RawTaggedField> fields) {
        return create(record.getClass(), component -> value(record, component), fields);
    }

    static Class<?> elementType(RecordComponent list) {
        return (Class<?>) ((ParameterizedType) list.getGenericType()).getActualTypeArguments()[0];
    }
}
