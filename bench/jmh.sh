#!/usr/bin/env bash
# What the parts of the optimizers cost, by JMH, in microseconds: fits, acquisitions, suggestions, hypervolumes.
#   bench/jmh.sh [WHICH [JMH OPTIONS]]    WHICH: a regular expression, such as GpBenchmark.fit; all of them
#   bench/jmh.sh SuggestionBenchmark -p type=tpe -p runs=10000
set -euo pipefail
cd "$(dirname "$0")/.."
./metta --version >/dev/null
IFS= read -r jdk <.build/current/jdk
classes=.build/jmh
mkdir -p "$classes"
JAVA_HOME=$jdk mvn -q -B dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile=.build/jmh.classpath
classpath=$classes:.build/current/metta.jar:$(cat .build/jmh.classpath)
mapfile -t benchmarks < <(find src/test/java -name '*Benchmark.java')
"$jdk/bin/javac" -d "$classes" -cp "$classpath" -sourcepath src/test/java \
    -processor org.openjdk.jmh.generators.BenchmarkProcessor "${benchmarks[@]}"
"$jdk/bin/java" -XX:+UseSerialGC -cp "$classpath" org.openjdk.jmh.Main \
    -bm avgt -tu us -wi 4 -w 1 -i 4 -r 1 -f 1 "${@:2}" "${1:-.*}"
