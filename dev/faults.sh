#!/usr/bin/env bash
# dev/faults.sh [short|all|NAME]
#
# Faults of the disk under the real process: `qanat serve` runs under strace, which lets system calls on its files fail, lie, wait or kill, and a
# load checks that each fault is taken as docs/reliability.md says. Default: all. The table is dev/it/src/test/java/io/qanat/it/fault/Fault.java.
# Results: dev/it/target/faults.json. The exit code is 1 when a fault was not taken as it must be.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

for program in strace kcat; do
    command -v "$program" >/dev/null || { echo "dev/faults.sh: $program is missing: apt-get install -y $program" >&2; exit 1; }
done

results=dev/it/target/faults.json
rm -f "$results"
./qanat test -q -pl dev/it -am -Dtests.included=foreign -Dtests.excluded= -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
    -Dit.test=FaultsIT -Dfailsafe.failIfNoSpecifiedTests=false -Dit.faults="${1:-all}" || code=$?
[ ! -e "$results" ] || tr '{' '\n' <"$results" | grep '"fault":' | sed 's/"//g; s/[]},]*$//; s/,/ /g'
exit "${code:-0}"
