#!/usr/bin/env bash
# dev/bench/compression-and-acks.sh [FOLDER]
#
# What a codec costs and saves, and what an acknowledgement costs, against one Apache Kafka node on loopback. Prints two tables of medians:
#   compression  each codec at its default level, lines that look like JSON, ours and kafka-clients in turn: CPU seconds of the client's process per
#                million records, bytes that it writes to its sockets for a record, bytes of a batch as the client counts them
#   acks         0, 1 and all (that idempotent, as by default), ours: records per second at full speed (mode throughput), and one record at a time
#                without linger (mode sync) the time until its outcome; with acks=0 that is when the socket has taken it
# Writes the runs to FOLDER (default: dev/bench/target/compression-and-acks), a JSON line each. About 25 minutes.
#
# Environment: TABLES ("compression acks"), SIZES ("1024"), CODECS ("none gzip snappy lz4 zstd"); all else as producer.sh has it.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=${1:-$here/target/compression-and-acks}
mkdir -p "$folder"
export SIZES=${SIZES:-1024}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

# runs FILE VARIABLE=VALUE…: the runs of producer.sh with these settings, added to FILE. What it built once stays.
runs() {
    local file=$1
    shift
    env "$@" "$here/producer.sh" "$file" >/dev/null
    export BUILT=1
}

# table FILE GROUP FIGURES: the runs of FILE in which nothing failed.
table() {
    if grep -v '"failed":0,' "$1" >&2; then
        echo "the runs above had failed records and do not count" >&2
    fi
    grep '"failed":0,' "$1" >"$1.counted"
    "$java" -cp "$here/target/lib/*:$here/target/qanat-bench-0.1.0-SNAPSHOT.jar" io.qanat.bench.BenchTable "$1.counted" "$2" "$3"
    rm "$1.counted"
    echo
}

for table in ${TABLES:-compression acks}; do
    case $table in
        compression)
            file=$folder/compression.jsonl
            rm -f "$file"
            runs "$file" ACKS=1 IDEMPOTENCE=false CODECS="${CODECS:-none gzip snappy lz4 zstd}" CLIENTS="${CLIENTS:-qanat kafka-clients}"
            table "$file" size,compression,client cpu_s_per_m,wire_bytes_per_rec,batch_bytes,rec_s,broker_cpu_s_per_m,other_cores
            ;;
        acks)
            file=$folder/acks.jsonl
            rm -f "$file"
            for mode in throughput sync; do
                linger=${LINGER:-5}
                [ "$mode" = throughput ] || linger=0
                runs "$file" MODE="$mode" LINGER="$linger" ACKS="0 1" IDEMPOTENCE=false CODECS=none CLIENTS=qanat
                runs "$file" MODE="$mode" LINGER="$linger" ACKS=all IDEMPOTENCE=true CODECS=none CLIENTS=qanat
            done
            table "$file" size,mode,linger,acks,idempotence rec_s,p50_us,p99_us,cpu_s_per_m,other_cores
            ;;
        *)
            echo "unknown table $table" >&2
            exit 2
            ;;
    esac
done
