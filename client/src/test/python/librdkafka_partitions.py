#!/usr/bin/env python3
"""Writes the partitions that librdkafka itself chooses, to be compared with ours.

    python3 client/src/test/python/librdkafka_partitions.py > \
        client/src/test/resources/io/qanat/client/internal/routing/librdkafka-partitions.txt

Needs librdkafka's library, which comes with kcat; it calls the partitioners that the library
exports, for keys that both sides can make again: key i is the first i % 33 bytes of SHA-256("key i").
One line for each partitioner and number of partitions: both, and then two or eight hexadecimal digits
per key.
"""
import ctypes
import ctypes.util
import hashlib

KEYS = 10_000
# One that shows nearly all bits of the hash, with few keys; one that shows all of them a little.
ALL_BITS, ALL_BITS_KEYS = 2_147_483_647, 2_000
PARTITIONS = 251

library = ctypes.CDLL("librdkafka.so.1")
library.rd_kafka_version_str.restype = ctypes.c_char_p


def key(i):
    return hashlib.sha256(f"key {i}".encode()).digest()[: i % 33]


def partition(name, data, count):
    choose = getattr(library, "rd_kafka_msg_partitioner_" + name)
    choose.restype = ctypes.c_int32
    length = 0 if data is None else len(data)
    return choose(None, data, ctypes.c_size_t(length), ctypes.c_int32(count), None, None)


print("# librdkafka", library.rd_kafka_version_str().decode())
for name in ("consistent", "murmur2", "fnv1a"):
    print(name, PARTITIONS, "".join(f"{partition(name, key(i), PARTITIONS):02x}" for i in range(KEYS)))
    print(name, ALL_BITS, "".join(f"{partition(name, key(i), ALL_BITS):08x}" for i in range(ALL_BITS_KEYS)))
    print(name + "-null", ALL_BITS, f"{partition(name, None, ALL_BITS):08x}")
    print(name + "-empty", ALL_BITS, f"{partition(name, b'', ALL_BITS):08x}")
for name in ("consistent_random", "murmur2_random", "fnv1a_random"):
    # With a key only: without one they ask chance.
    print(name, PARTITIONS, "".join(f"{partition(name, key(33 * i + 7), PARTITIONS):02x}" for i in range(1_000)))
