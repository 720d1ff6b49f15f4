#!/usr/bin/env bash
# ./qanat dev sim [--seeds N] [--seed S] [--operations K] [--trace] [--no-shrink]
#
# Producers, brokers, the network and the disk in one thread on virtual time: N seeds (default 1) from seed S (default 1) on, each a run of K
# operations (default 1000), one run per processor at a time. Prints how many seeds per second, how often each operation and fault happened, and
# which answers and outcomes there were. A seed with a violation is printed with the command that replays it and with the fewest operations that
# still show it; the exit code is then 1. --trace prints all that happened.
#
# "trace of all" is one number for all that happened: it is the same whenever the same seeds run on the same sources.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
target=$root/dev/sim/target
stamp=$target/sim.stamp

if [ ! -e "$stamp" ] || [ -n "$(find "$root"/pom.xml "$root"/*/src/main "$root/dev/sim/src/main" -newer "$stamp" -print -quit)" ]; then
    mkdir -p "$target"
    touch "$stamp.new"
    if ! (cd "$root" && "${MAVEN:-mvn}" -q -B -pl dev/sim -am package -Dmaven.test.skip=true </dev/null) >"$target/sim.log" 2>&1; then
        cat "$target/sim.log" >&2
        exit 2
    fi
    mv "$stamp.new" "$stamp"
fi
path=$target/classes
for module in protocol record log client broker; do path=$path:$root/$module/target/classes; done
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:+UseParallelGC -Xmx1g -cp "$path" io.qanat.sim.run.Main "$@"
