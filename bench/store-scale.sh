#!/bin/sh
# How the stores' costs grow with the number of finished runs. Build first (`mvn verify`); needs a JDK 25 as JAVA_HOME.
# Usage: bench/store-scale.sh [runs ...]; prints rows for the table in bench/RESULTS.md.
set -eu
cd "$(dirname "$0")/.."
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
[ $# -gt 0 ] || set -- 1000 10000 100000
for runs in "$@"; do
    for kind in sqlite file; do
        place=$(mktemp -d -p "${TMPDIR:-/tmp}")
        "$java" --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -Xmx2g \
            -cp 'target/classes:target/test-classes:target/lib/*' \
            metta.sweep.bench.StoreScale "$kind" "$runs" "$place"
        rm -rf "$place"
    done
done
