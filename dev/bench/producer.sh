#!/usr/bin/env bash
# dev/bench/producer.sh [OUT.jsonl]
#
# Producers against one Apache Kafka node on loopback: each run a process of its own, the clients in turn, in both orders.
# Appends a JSON line for each run to OUT.jsonl (default: dev/bench/target/producer.jsonl) and prints a table of medians.
#
# Environment: MODE (throughput; or forget, sync: see ProducerBench), SIZES ("100 1024"), ACKS ("1"), IDEMPOTENCE ("false"), CODECS ("none"), CLIENTS ("qanat kafka-clients kafka-clients-incremental"; also async, async-pooled, qanat-drop-in, and librdkafka, with
# Debian's gcc and librdkafka-dev; one of them may have its own heap and buffer, as qanat@96m@33554432), REPEATS (3), SECONDS_EACH (8), WARM (4), LINGER (5), BATCH (65536), BUFFER (67108864), HEAP (512m), DATA (/dev/shm),
# BROKER (host:port of a broker that is up; else a node is started), BUILT (set: nothing is built), JVM (further options), BEFORE (a command to run
# each client under).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
mkdir -p "$here/target"
out=${1:-$here/target/producer.jsonl}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

if [ -z "${BUILT:-}" ]; then
    mvn -q -B -f "$root/pom.xml" -pl dev/bench -am package -Dmaven.test.skip=true
    mvn -q -B -f "$root/pom.xml" -pl dev/bench -am package dependency:copy-dependencies -Dmaven.test.skip=true \
        -DincludeScope=runtime -DoutputDirectory="$here/target/lib"
fi
bench="$here/target/lib/*:$here/target/qanat-bench-0.1.0-SNAPSHOT.jar"

broker=${BROKER:-}
watch=
if [ -z "$broker" ]; then
    [ -n "${BUILT:-}" ] || mvn -q -B -f "$root/dev/it/kafka/pom.xml" generate-resources
    jars="$root/dev/it/kafka/target/jars/*"
    data=$(mktemp -d "${DATA:-/dev/shm}/qanat-bench.XXXXXX")
    port=$((20000 + RANDOM % 10000))
    cat >"$data/server.properties" <<CONF
process.roles=broker,controller
node.id=0
controller.quorum.voters=0@127.0.0.1:$((port + 1))
listeners=PLAINTEXT://127.0.0.1:$port,CONTROLLER://127.0.0.1:$((port + 1))
advertised.listeners=PLAINTEXT://127.0.0.1:$port
controller.listener.names=CONTROLLER
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
log.dirs=$data/logs
num.partitions=6
offsets.topic.replication.factor=1
log.segment.bytes=67108864
log.retention.bytes=134217728
log.retention.check.interval.ms=5000
log.segment.delete.delay.ms=1000
CONF
    "$java" -cp "$jars" kafka.tools.StorageTool format -c "$data/server.properties" -t MkU3OEVBNTcwNTJENDM2Qg >"$data/format.log" 2>&1
    "$java" -Xms1g -Xmx1g -cp "$jars" kafka.Kafka "$data/server.properties" >"$data/broker.log" 2>&1 </dev/null &
    watch=$!
    trap 'kill $watch; wait $watch 2>/dev/null || true; rm -rf "$data"' EXIT
    until (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
        kill -0 $watch || { cat "$data/broker.log" >&2; exit 1; }
        sleep 0.2
    done
    broker=127.0.0.1:$port
fi

# librdkafka's program, and the values it sends: those of the Java clients.
librdkafka() {
    local size=$1
    [ "$here/target/librdkafka_bench" -nt "$here/src/main/c/librdkafka_bench.c" ] ||
        gcc -O2 -o "$here/target/librdkafka_bench" "$here/src/main/c/librdkafka_bench.c" -lrdkafka -lpthread
    [ -s "$here/target/payloads.$size" ] || "$java" -cp "$bench" io.qanat.bench.Payloads "$size" "$here/target/payloads.$size"
}

# A broker's first seconds are its own compiler's: whoever ran first would share the cores with it.
if [ -n "$watch" ]; then
    for size in ${SIZES:-100 1024}; do
        "$java" -Xmx512m --enable-native-access=ALL-UNNAMED -cp "$bench" io.qanat.bench.ProducerBench client=kafka-clients bootstrap="$broker" \
            topic=warm size="$size" acks=all warm=5 seconds=1 >/dev/null
    done
fi

clients=(${CLIENTS:-qanat kafka-clients kafka-clients-incremental})
for size in ${SIZES:-100 1024}; do for acks in ${ACKS:-1}; do for codec in ${CODECS:-none}; do
    for repeat in $(seq "${REPEATS:-3}"); do
        order=("${clients[@]}")
        if [ $((repeat % 2)) = 0 ]; then
            order=()
            for client in "${clients[@]}"; do order=("$client" "${order[@]}"); done
        fi
        for client in "${order[@]}"; do
            IFS=@ read -r name heap buffer <<<"$client"
            heap=${heap:-${HEAP:-512m}}
            program=("$java" "-Xms$heap" "-Xmx$heap" ${JVM:-} --enable-native-access=ALL-UNNAMED -cp "$bench" io.qanat.bench.ProducerBench)
            if [ "$name" = librdkafka ]; then
                librdkafka "$size"
                program=("$here/target/librdkafka_bench" payloads="$here/target/payloads.$size")
            fi
            # A client that cannot live in its heap must not end the runs of the others.
            ${BEFORE:-} "${program[@]}" mode="${MODE:-throughput}" \
                client="$name" heap="$heap" idempotence="${IDEMPOTENCE:-false}" bootstrap="$broker" topic="bench-$size-$acks-$codec" size="$size" acks="$acks" compression="$codec" \
                linger="${LINGER:-5}" batch="${BATCH:-65536}" buffer="${buffer:-${BUFFER:-67108864}}" warm="${WARM:-4}" seconds="${SECONDS_EACH:-8}" \
                rate="${RATE:-0}" watch="$watch" repeat="$repeat" | tee -a "$out" >&2 || echo "failed: $client size $size repeat $repeat" >&2
        done
    done
done; done; done
"$java" -cp "$bench" io.qanat.bench.BenchTable "$out" mode,size,acks,idempotence,compression,client,heap,buffer \
    rec_s,mb_s,cpu_s_per_m,broker_cpu_s_per_m,alloc_per_rec,p50_us,p99_us,p999_us,peak_rss_mb,other_cores
