#!/usr/bin/env bash
# ./qanat dev cluster start [--separate|--separate-quorum] | start N | kill N | pause N | resume N | status | stop
#
# Three nodes of Apache Kafka as processes of this machine, on loopback, for whoever wants to see what a cluster does when a node dies. They keep
# their data in the folder for temporary files and live until `stop`. The first start downloads Apache Kafka through Maven.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
target=$root/dev/cluster/target
stamp=$target/cluster.stamp
jars=$root/dev/it/kafka/target/jars

run_maven() {
    mkdir -p "$target"
    if ! (cd "$root" && "${MAVEN:-mvn}" -q -B "$@" </dev/null) >"$target/cluster.log" 2>&1; then
        cat "$target/cluster.log" >&2
        exit 2
    fi
}

if [ ! -d "$jars" ]; then
    echo "qanat: fetching Apache Kafka, on first use" >&2
    run_maven -f dev/it/kafka/pom.xml generate-resources
fi
if [ ! -e "$stamp" ] || [ -n "$(find "$root"/pom.xml "$root/dev/cluster/pom.xml" "$root/dev/cluster/src/main" "$root"/{protocol,record,publisher,client}/src/main -newer "$stamp" -print -quit)" ]; then
    mkdir -p "$target"
    touch "$stamp.new"
    run_maven -pl dev/cluster -am package -Dmaven.test.skip=true
    mv "$stamp.new" "$stamp"
fi
path=$target/classes
for module in protocol record publisher client; do path=$path:$root/$module/target/classes; done
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xlog:disable -cp "$path" io.qanat.cluster.Main "$jars" "$@"
