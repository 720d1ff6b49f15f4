"""confluent-kafka under test: confluent_python.py produce|consume BOOTSTRAP TOPIC CODEC|COUNT"""

import os
import sys

import lines
from confluent_kafka import OFFSET_BEGINNING, Consumer, Producer, TopicPartition

TIMEOUT_SECONDS = 30


def produce(bootstrap, topic, codec):
    producer = Producer(
        {"bootstrap.servers": bootstrap, "compression.type": codec, "linger.ms": 20, "enable.idempotence": True}
    )
    offsets = []

    def report(error, message):
        if error is not None:
            raise SystemExit(f"not delivered: {error}")
        offsets.append(message.offset())

    for timestamp, key, value, headers in lines.records():
        moment = {} if timestamp < 0 else {"timestamp": timestamp}
        producer.produce(topic, value, key, 0, report, headers=headers, **moment)
    left = producer.flush(TIMEOUT_SECONDS)
    if left:
        raise SystemExit(f"{left} records unanswered after {TIMEOUT_SECONDS} s")
    for offset in offsets:
        print(offset)


def consume(bootstrap, topic, count):
    consumer = Consumer(
        {"bootstrap.servers": bootstrap, "group.id": "unused", "enable.auto.commit": False, "check.crcs": True}
    )
    consumer.assign([TopicPartition(topic, 0, OFFSET_BEGINNING)])
    for _ in range(int(count)):
        message = consumer.poll(TIMEOUT_SECONDS)
        if message is None or message.error():
            raise SystemExit(f"no record: {message.error() if message else 'timed out'}")
        lines.show(message.offset(), message.timestamp()[1], message.key(), message.value(), message.headers())
    consumer.close()


if __name__ == "__main__":
    {"produce": produce, "consume": consume}[sys.argv[1]](*sys.argv[2:])
    sys.stdout.flush()
    # For each header without a value confluent-kafka 1.7.0 gives back a reference to None that it never took. When the
    # interpreter tears down it misses them and aborts, so this ends without tearing down.
    os._exit(0)
