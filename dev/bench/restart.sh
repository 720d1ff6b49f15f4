#!/usr/bin/env bash
# dev/bench/restart.sh [OUT.jsonl]
#
# Opening a folder with many partitions after kill -9. A broker fills the folder and is killed; then the log alone and a broker with a client
# open it in turn, in both orders, each in a fresh process on a fresh copy of what was left. Appends a JSON line for each opening to
# OUT.jsonl (default: dev/bench/target/restart.jsonl, begun anew) and prints a table of medians.
#
# Environment: TOPICS (100) with PARTITIONS (100) each, BATCHES ("1 16", batches in each partition), BATCH (1000 bytes of a record), REPEATS (5),
# HEAP (512m), FOLDER (dev/bench/target/restart), COLD (1: the operating system forgets its caches before each opening; needs root),
# LIMIT_MS (fails when the median until a record is acknowledged, since the process began, is above it), JVM (further options),
# BEFORE (a command to run each opening under).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
mkdir -p "$here/target"
out=${1:-$here/target/restart.jsonl}
[ $# -gt 0 ] || rm -f "$out"
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
folder=${FOLDER:-$here/target/restart}

if [ -z "${BUILT:-}" ]; then
    mvn -q -B -f "$root/pom.xml" -pl dev/bench -am package -Dmaven.test.skip=true
    mvn -q -B -f "$root/pom.xml" -pl dev/bench -am package dependency:copy-dependencies -Dmaven.test.skip=true \
        -DincludeScope=runtime -DoutputDirectory="$here/target/lib"
fi
bench="$here/target/qanat-bench-0.1.0-SNAPSHOT.jar:$here/target/lib/*"

filler=
trap '[ -z "$filler" ] || kill -KILL "$filler" 2>/dev/null || true; rm -rf "$folder"' EXIT

# command_of STEP FOLDER BATCHES: sets `command`.
command_of() {
    command=("$java" "-Xms${HEAP:-512m}" "-Xmx${HEAP:-512m}" ${JVM:-} -cp "$bench" io.qanat.bench.restart.RestartBench
        step="$1" folder="$2" topics="${TOPICS:-100}" partitions="${PARTITIONS:-100}" batches="$3" batch="${BATCH:-1000}")
}

# Fills a folder and kills who did.
fill() {
    rm -rf "$folder"
    mkdir -p "$folder"
    command_of fill "$folder/killed" "$1"
    : >"$folder/filled"
    "${command[@]}" >"$folder/filled" &
    filler=$!
    until [ -s "$folder/filled" ]; do
        kill -0 "$filler" || { echo "the filling ended early" >&2; exit 1; }
        sleep 0.1
    done
    kill -KILL "$filler"
    wait "$filler" 2>/dev/null || true
    filler=
    cat "$folder/filled" >&2
}

# Opens a copy of what the killed process left.
reopen() {
    rm -rf "$folder/copy"
    cp -a "$folder/killed" "$folder/copy"
    sync -f "$folder"
    if [ "${COLD:-0}" = 1 ]; then
        echo 3 >/proc/sys/vm/drop_caches
    fi
    command_of "$1" "$folder/copy" "$2"
    ${BEFORE:-} "${command[@]}" | tee -a "$out" >&2
}

for batches in ${BATCHES:-1 16}; do
    fill "$batches"
    for repeat in $(seq "${REPEATS:-5}"); do
        if [ $((repeat % 2)) = 1 ]; then
            reopen log "$batches"
            reopen broker "$batches"
        else
            reopen broker "$batches"
            reopen log "$batches"
        fi
    done
done

grep '"step":"log"' "$out" >"$folder/log.jsonl"
grep '"step":"broker"' "$out" >"$folder/broker.jsonl"
"$java" -cp "$bench" io.qanat.bench.BenchTable "$folder/log.jsonl" step,all,batches open_ms,cpu_ms
"$java" -cp "$bench" io.qanat.bench.BenchTable "$folder/broker.jsonl" step,all,batches open_ms,metadata_ms,produced_ms,process_ms,cpu_ms
if [ -n "${LIMIT_MS:-}" ]; then
    for batches in ${BATCHES:-1 16}; do
        median=$(grep "\"batches\":$batches," "$folder/broker.jsonl" | sed 's/.*"process_ms":\([0-9]*\).*/\1/' | sort -n |
            awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }')
        echo "batches $batches: median $median ms, limit $LIMIT_MS ms"
        [ "$median" -le "$LIMIT_MS" ]
    done
fi
