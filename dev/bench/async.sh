#!/usr/bin/env bash
# dev/bench/async.sh [OUT.jsonl]
#
# The batching facade beside the producer that it stands on: CPU per record at full speed, with reusable callbacks and without, then one awaited
# record at a time at the default linger. Prints producer.sh's tables, and for each size the facade's ratio to the producer within a repeat, median
# and interval.
#
# Environment: as producer.sh, with other defaults; AWAITED_SECONDS (6; 0: no awaited records), AWAITED_RATE (100 per second).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mkdir -p "$here/target"
out=${1:-$here/target/async.jsonl}
[ $# -gt 0 ] || rm -f "$out" "$out.awaited"
export ACKS=${ACKS:-all} IDEMPOTENCE=${IDEMPOTENCE:-true} REPEATS=${REPEATS:-5} SECONDS_EACH=${SECONDS_EACH:-6} WARM=${WARM:-4}
export CLIENTS=${CLIENTS:-qanat async async-pooled}

"$here/producer.sh" "$out"

# What was not delivered cost nothing.
if grep -v '"failed":0,' "$out" >&2; then
    echo "the runs above had failed records: no ratio with them" >&2
fi
echo
echo "| size | client | n | CPU per record, to the producer's |"
echo "|---|---|---|---|"
sed -E 's/.*"client":"([^"]+)".*"repeat":"([0-9]+)","seconds":"[0-9]+","size":"([0-9]+)".*"cpu_s_per_m":([0-9.]+).*/\3 \2 \1 \4/;t;d' <(grep '"failed":0,' "$out") |
    awk '
        $3 == "qanat" { base[$1, $2] = $4 }
        $3 != "qanat" { cpu[$1 " | " $3, $2] = $4; size[$1 " | " $3] = $1; if ($2 > most) most = $2 }
        END {
            for (peer in size) for (i = 1; i <= most; i++) if (((peer, i) in cpu) && ((size[peer], i) in base))
                print peer "\t" cpu[peer, i] / base[size[peer], i]
        }' | sort -t"$(printf '\t')" -k1,1 -k2,2n |
    awk -F'\t' '
        function row() { if (n) printf "| %s | %d | %.2f [%.2f..%.2f] |\n", peer, n, ratio[int((n + 1) / 2)], ratio[1], ratio[n] }
        $1 != peer { row(); peer = $1; n = 0 }
        { ratio[++n] = $2 }
        END { row() }'

if [ "${AWAITED_SECONDS:-6}" != 0 ]; then
    echo
    echo "One awaited record at a time:"
    CLIENTS="${AWAITED_CLIENTS:-qanat async}" BUILT=1 MODE=sync RATE=${AWAITED_RATE:-100} SIZES=100 BATCH=16384 BUFFER=33554432 \
        SECONDS_EACH=${AWAITED_SECONDS:-6} "$here/producer.sh" "$out.awaited"
fi
