#!/usr/bin/env bash
# ./qanat dev example NAME [ARGUMENT…]
#
# Runs a program of examples/, for example `./qanat dev example OrderedPerEntity localhost:9092` or
# `./qanat dev example http.HttpApplication localhost:9092 8080`. Without a name it lists them.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
target=$root/examples/target
sources=$root/examples/src/main/java/io/qanat/examples

if [ $# -eq 0 ]; then
    grep -rl 'static void main' "$sources" | sed "s|$sources/||; s|/|.|g; s|\.java$||" | sort
    exit
fi
if [ ! -e "$sources/${1//.//}.java" ]; then
    echo "there is no example $1; ./qanat dev example lists them" >&2
    exit 2
fi
stamp=$target/example.stamp
if [ ! -e "$stamp" ] || [ -n "$(find "$root"/pom.xml "$root"/*/pom.xml "$root"/*/src/main -newer "$stamp" -print -quit)" ]; then
    mkdir -p "$target"
    touch "$stamp.new"
    if ! (cd "$root" && "${MAVEN:-mvn}" -q -B -pl examples -am package -Dmaven.test.skip=true </dev/null) >"$target/example.log" 2>&1; then
        cat "$target/example.log" >&2
        exit 2
    fi
    mv "$stamp.new" "$stamp"
fi
path=$target/classes
for module in protocol record publisher client; do path=$path:$root/$module/target/classes; done
name=$1
shift
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$path:$target/lib/*" "io.qanat.examples.$name" "$@"
