package io.qanat.client.producer;

/// What turns keys and values into bytes. Immutable.
record Serializers<K, V>(Serializer<K> key, Serializer<V> value) {}
