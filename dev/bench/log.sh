#!/usr/bin/env bash
# dev/bench/log.sh [OUT.jsonl]
#
# Synced appends to the log alone, on a folder of a real disk: for each number of partitions and size of batches one process, in which
# the subjects take turns in both orders. Appends a JSON line for each run to OUT.jsonl (default: dev/bench/target/log.jsonl) and
# prints a table of medians.
#
# Environment: SUBJECTS ("log"), PARTITIONS ("1 6 100 1000"), BATCHES ("65536 1024"), CALLERS ("1"), WINDOW (5, appends in flight per
# partition) up to INFLIGHT (1000, of all together), REPEATS (3), MILLIS (2000), WARM (500), HEAP (512m), FOLDER (dev/bench/target/log-bench),
# BEFORE (a command to run each process under).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
mkdir -p "$here/target"
out=${1:-$here/target/log.jsonl}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

if [ -z "${BUILT:-}" ]; then
    mvn -q -B -f "$root/pom.xml" -pl dev/bench -am package -Dmaven.test.skip=true
    mvn -q -B -f "$root/pom.xml" -pl dev/bench -am package dependency:copy-dependencies -Dmaven.test.skip=true \
        -DincludeScope=runtime -DoutputDirectory="$here/target/lib"
fi
bench="$here/target/qanat-bench-0.1.0-SNAPSHOT.jar:$here/target/lib/*"

for partitions in ${PARTITIONS:-1 6 100 1000}; do for batch in ${BATCHES:-65536 1024}; do for callers in ${CALLERS:-1}; do
    ${BEFORE:-} "$java" "-Xms${HEAP:-512m}" "-Xmx${HEAP:-512m}" -cp "$bench" io.qanat.bench.log.LogBench \
        subjects="${SUBJECTS:-log}" partitions="$partitions" batch="$batch" callers="$callers" window="${WINDOW:-5}" inflight="${INFLIGHT:-1000}" \
        repeats="${REPEATS:-3}" millis="${MILLIS:-2000}" warm="${WARM:-500}" folder="${FOLDER:-$here/target/log-bench}" | tee -a "$out" >&2
done; done; done
"$java" -cp "$bench" io.qanat.bench.BenchTable "$out" partitions,batch,inflight,callers,subject mb_s,p50_us,p99_us,cpu_s_gb,cpu_closed,machine_closed,close_ms
