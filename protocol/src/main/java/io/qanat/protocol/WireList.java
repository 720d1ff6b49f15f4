package io.qanat.protocol;

import java.util.AbstractList;
import java.util.RandomAccess;

/// An unmodifiable list on the very array that a reader filled, so that nothing is copied.
/// Immutable.
final class WireList<T> extends AbstractList<T> implements RandomAccess {
    private final T[] elements;

    WireList(T[] elements) {
        this.elements = elements;
    }

    @Override
    public T get(int index) {
        return elements[index];
    }

    @Override
    public int size() {
        return elements.length;
    }
}
