"""kafka-python under test: kafka_python.py produce|consume BOOTSTRAP TOPIC CODEC|COUNT"""

import sys

import lines
from kafka import KafkaConsumer, KafkaProducer, TopicPartition

TIMEOUT_MS = 30_000


def produce(bootstrap, topic, codec):
    producer = KafkaProducer(
        bootstrap_servers=bootstrap, acks="all", compression_type=None if codec == "none" else codec, linger_ms=20
    )
    sent = [
        producer.send(topic, value, key, headers, 0, None if timestamp < 0 else timestamp)
        for timestamp, key, value, headers in lines.records()
    ]
    producer.flush(TIMEOUT_MS / 1000)
    for future in sent:
        print(future.get(TIMEOUT_MS / 1000).offset)
    producer.close()


def consume(bootstrap, topic, count):
    consumer = KafkaConsumer(
        bootstrap_servers=bootstrap, group_id=None, consumer_timeout_ms=TIMEOUT_MS, check_crcs=True
    )
    consumer.assign([TopicPartition(topic, 0)])
    consumer.seek_to_beginning()
    seen = 0
    for record in consumer:
        lines.show(record.offset, record.timestamp, record.key, record.value, record.headers)
        seen += 1
        if seen == int(count):
            break
    consumer.close()


if __name__ == "__main__":
    {"produce": produce, "consume": consume}[sys.argv[1]](*sys.argv[2:])
