#!/usr/bin/env bash
# dev/bench/speed.sh [OUT.jsonl]
#
# The producer's speed table: CPU of a delivered record beside kafka-clients and librdkafka, each peer with small and large buffers (and heaps), in turn
# and in both orders, against one Apache Kafka node on tmpfs. All acks=all and idempotent; ours with a heap of 96 MiB. Four loads: full speed without
# compression at 100 bytes and 1 KiB, full speed at 1 KiB with lz4 and zstd, one record at a time (linger 0), fire and forget. Prints the medians,
# then our ratios to each peer within a repeat, and a profile of our CPU. Needs librdkafka-dev and gcc. More than two hours with 7 repeats.
#
# Environment: REPEATS (7), SECONDS_EACH (5), WARM (20), LOADS ("plain compressed sync forget"), PROFILE (a .jfr file to keep; empty: no profile).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mkdir -p "$here/target"
out=${1:-$here/target/speed.jsonl}
[ $# -gt 0 ] || rm -f "$out"
export ACKS=all IDEMPOTENCE=true REPEATS=${REPEATS:-7} SECONDS_EACH=${SECONDS_EACH:-5} WARM=${WARM:-20}
ours="qanat@96m@4194304 qanat@96m@33554432"
kafka="kafka-clients@96m@4194304 kafka-clients@96m@67108864 kafka-clients@512m@4194304 kafka-clients@512m@67108864"
librdkafka="librdkafka@native@4194304 librdkafka@native@67108864"

for load in ${LOADS:-plain compressed sync forget}; do
    case $load in
        plain) CLIENTS="$ours $kafka $librdkafka" "$here/producer.sh" "$out" >/dev/null ;;
        compressed) CLIENTS="$ours $kafka" SIZES=1024 CODECS="lz4 zstd" "$here/producer.sh" "$out" >/dev/null ;;
        sync) CLIENTS="qanat@96m@33554432 kafka-clients@96m@33554432 librdkafka@native@33554432" MODE=sync LINGER=0 SIZES=1024 "$here/producer.sh" "$out" >/dev/null ;;
        forget) CLIENTS="${ours%% *} kafka-clients@96m@4194304 librdkafka@native@4194304" MODE=forget SIZES=100 "$here/producer.sh" "$out" >/dev/null ;;
        *) echo "unknown load $load" >&2; exit 2 ;;
    esac
    export BUILT=1
done

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
bench="$here/target/lib/*:$here/target/qanat-bench-0.1.0-SNAPSHOT.jar"
"$java" -cp "$bench" io.qanat.bench.BenchTable "$out" mode,size,compression,client,heap,buffer \
    rec_s,cpu_s_per_m,alloc_per_rec,p50_us,p99_us,peak_rss_mb,other_cores
echo
"$java" -cp "$bench" io.qanat.bench.RatioTable "$out" cpu_s_per_m,p50_us

profile=${PROFILE-$here/target/speed.jfr}
if [ -n "$profile" ]; then
    CLIENTS=${ours%% *} REPEATS=1 BUILT=1 JVM="-XX:StartFlightRecording=filename=$profile,settings=profile" \
        SIZES=${PROFILE_SIZE:-100} "$here/producer.sh" "$out.profile" >/dev/null
    "${java%java}jfr" view --width 160 --truncate beginning hot-methods "$profile"
    "${java%java}jfr" view --width 160 thread-cpu-load "$profile"
fi
