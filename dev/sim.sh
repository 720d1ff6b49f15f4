#!/usr/bin/env bash
# ./qanat dev sim [--seeds N] [--seed S] [--operations K] [--plan FILE] [--trace] [--no-shrink] [--coverage]
#
# Producers, brokers, the network and the disk in one thread on virtual time: N seeds (default 1) from seed S (default 1) on, each a run of K
# operations (default 1000), one run per processor at a time. One seed in a hundred is run twice and must do the same to the bit. Prints how many
# seeds per second, how often each kind of trouble struck, and which answers and outcomes there were. A seed with a violation is printed with the
# command that replays it and with the fewest operations that still show it, which are also written to a file for --plan FILE. The exit code is 1
# when there is a violation or a replay that differs, or when of at least 20,000 seeds some kind of trouble struck fewer than 1,000 times.
# --transactions runs transactional producers against a model of Kafka's coordinators instead, half of the seeds with each version of transactions.
# --trace prints all that happened. --coverage also prints which branches of the producer's cores and of the broker's check of sequences the seeds
# did not take, and which methods, as the transitions of the states are, they did not call; it is slower, and its first run downloads JaCoCo.
#
# "trace of all" is one number for all that happened: it is the same whenever the same seeds run on the same sources.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
target=$root/dev/sim/target
stamp=$target/sim.stamp

if [ ! -e "$stamp" ] || [ ! -d "$target/lib" ] || [ -n "$(find "$root"/pom.xml "$root/dev/sim/pom.xml" "$root"/*/src/main "$root/dev/sim/src/main" -newer "$stamp" -print -quit)" ]; then
    mkdir -p "$target"
    touch "$stamp.new"
    if ! (cd "$root" && "${MAVEN:-mvn}" -q -B -pl dev/sim -am package -Dmaven.test.skip=true </dev/null) >"$target/sim.log" 2>&1; then
        cat "$target/sim.log" >&2
        exit 2
    fi
    mv "$stamp.new" "$stamp"
fi
path=$target/classes
for module in protocol record log publisher client broker; do path=$path:$root/$module/target/classes; done
path=$path:$target/lib/*
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
options=(-XX:+UseParallelGC -Xmx1g -XX:MaxJavaStackTraceDepth=12 --enable-native-access=ALL-UNNAMED -Dqanat.sim.plans="$target/plans" -cp "$path")

arguments=()
coverage=
for argument in "$@"; do
    if [ "$argument" = --coverage ]; then coverage=yes; else arguments+=("$argument"); fi
done
[ -n "$coverage" ] || exec "$java" "${options[@]}" io.qanat.sim.run.Main ${arguments[@]+"${arguments[@]}"}

version=0.8.14
tool=$target/jacoco
measured=io.qanat.client.internal.sink.*:io.qanat.client.internal.idempotence.*:io.qanat.client.internal.accumulator.*
measured=$measured:io.qanat.client.internal.cluster.*:io.qanat.client.internal.connection.*:io.qanat.log.producer.*:io.qanat.log.SequenceCheck
for part in agent:$version:jar:runtime cli:$version:jar:nodeps; do
    [ -e "$tool/org.jacoco.${part%%:*}-$version-${part##*:}.jar" ] ||
        (cd "$root" && "${MAVEN:-mvn}" -q -B -N dependency:copy -Dartifact="org.jacoco:org.jacoco.$part" -DoutputDirectory="$tool" </dev/null >&2)
done
rm -f "$tool/taken.exec"
status=0
"$java" "-javaagent:$tool/org.jacoco.agent-$version-runtime.jar=destfile=$tool/taken.exec,includes=$measured" "${options[@]}" \
    io.qanat.sim.run.Main ${arguments[@]+"${arguments[@]}"} || status=$?
classes=(--classfiles "$root/log/target/classes/io/qanat/log/producer" --classfiles "$root/log/target/classes/io/qanat/log/SequenceCheck.class")
for package in sink idempotence accumulator cluster connection; do
    classes+=(--classfiles "$root/client/target/classes/io/qanat/client/internal/$package")
done
"$java" -jar "$tool/org.jacoco.cli-$version-nodeps.jar" report "$tool/taken.exec" --xml "$tool/taken.xml" --quiet "${classes[@]}"

# JaCoCo's report is one line; an element per record makes it readable.
awk '
    BEGIN { RS = "<" }
    function of(name,  at) {
        if (!match($0, " " name "=\"[^\"]*\"")) return ""
        at = RSTART + length(name) + 3
        return substr($0, at, RSTART + RLENGTH - at - 1)
    }
    /^class / { class = of("name"); sub(/.*\//, "", class); method = "" }
    /^method / { method = of("name"); methodLine = of("line") }
    /^\/method/ { method = "" }
    /^counter type="METHOD"/ && method != "" && of("missed") + 0 && method !~ /^(&lt;|lambda\$)/ { never[++nevers] = class "." method " (line " methodLine ")" }
    /^\/class/ { class = "" }
    /^counter type="BRANCH"/ && class != "" && method == "" { missed[class] = of("missed"); taken[class] = of("covered") }
    /^sourcefile / { file = of("name") }
    /^line / && of("mb") + 0 { open[++opens] = file ":" of("nr") " (" of("mb") " of " of("mb") + of("cb") ")" }
    END {
        print "branches taken, of all, by class:"
        for (class in taken) {
            all += taken[class] + missed[class]; sum += taken[class]
            if (missed[class] + taken[class] > 0) printf "  %-40s %5d %5d\n", class, taken[class], taken[class] + missed[class] | "sort"
        }
        close("sort")
        printf "branches taken: %d of %d\n", sum, all
        print "methods never called:"
        for (i = 1; i <= nevers; i++) print "  " never[i]
        print "lines with branches never taken:"
        for (i = 1; i <= opens; i++) print "  " open[i]
    }' "$tool/taken.xml"
exit "$status"
