#!/usr/bin/env bash
# dev/bench/producer-cpu.sh [OUT.jsonl]
#
# What a delivered record costs: CPU seconds of the client's process per million records, acks=all and idempotent, ours with a heap of 96 MiB beside
# kafka-clients with small and large buffers and heaps, in turn and in both orders. Prints producer.sh's table, then for each size our ratio to each
# other client within a repeat, median and interval, and a profile of our CPU. With 7 repeats least and greatest hold the median with 98 %.
#
# Environment: as producer.sh, with other defaults; PROFILE (a .jfr file to keep; empty: no profile).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mkdir -p "$here/target"
out=${1:-$here/target/producer-cpu.jsonl}
[ $# -gt 0 ] || rm -f "$out"
export ACKS=${ACKS:-all} IDEMPOTENCE=${IDEMPOTENCE:-true} REPEATS=${REPEATS:-7} SECONDS_EACH=${SECONDS_EACH:-6} WARM=${WARM:-4}
export CLIENTS=${CLIENTS:-qanat@96m@33554432 kafka-clients@96m@4194304 kafka-clients@96m@67108864 kafka-clients@512m@4194304 kafka-clients@512m@67108864}

"$here/producer.sh" "$out"

# What was not delivered cost nothing.
if grep -v '"failed":0,' "$out" >&2; then
    echo "the runs above had failed records: no ratio with them" >&2
fi
echo
echo "| size | ours to | n | cpu_s_per_m |"
echo "|---|---|---|---|"
sed -E 's/.*"buffer":"([0-9]+)".*"client":"([^"]+)".*"heap":"([^"]+)".*"repeat":"([0-9]+)","seconds":"[0-9]+","size":"([0-9]+)".*"cpu_s_per_m":([0-9.]+).*/\5 \4 \2@\3@\1 \6/;t;d' <(grep '"failed":0,' "$out") |
    awk '
        $3 ~ /^qanat@/ { ours[$1, $2] = $4 }
        $3 !~ /^qanat@/ { theirs[$1 " | " $3, $2] = $4; size[$1 " | " $3] = $1; if ($2 > most) most = $2 }
        END {
            for (peer in size) for (i = 1; i <= most; i++) if (((peer, i) in theirs) && ((size[peer], i) in ours))
                print peer "\t" ours[size[peer], i] / theirs[peer, i]
        }' | sort -t"$(printf '\t')" -k1,1 -k2,2n |
    awk -F'\t' '
        function row() { if (n) printf "| %s | %d | %.2f [%.2f..%.2f] |\n", peer, n, ratio[int((n + 1) / 2)], ratio[1], ratio[n] }
        $1 != peer { row(); peer = $1; n = 0 }
        { ratio[++n] = $2 }
        END { row() }'

profile=${PROFILE-$here/target/producer-cpu.jfr}
if [ -n "$profile" ]; then
    CLIENTS=${CLIENTS%% *} REPEATS=1 BUILT=1 JVM="-XX:StartFlightRecording=filename=$profile,settings=profile" \
        SIZES=${PROFILE_SIZE:-100} "$here/producer.sh" "$out.profile" >/dev/null
    "${JAVA_HOME:+$JAVA_HOME/bin/}jfr" view --width 160 --truncate beginning hot-methods "$profile"
    "${JAVA_HOME:+$JAVA_HOME/bin/}jfr" view --width 160 thread-cpu-load "$profile"
fi
