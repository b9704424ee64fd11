# Sourced by the benchmarks, in the project's folder: builds what has changed and compiles the benchmarks' own classes.
# Sets java, and classpath.
./metta --version >/dev/null
IFS= read -r jdk <.build/current/jdk
java=$jdk/bin/java
classes=$(pwd -P)/.build/bench
classpath=$classes:.build/current/metta.jar:.build/current/lib/*
mkdir -p "$classes"
"$jdk/bin/javac" -d "$classes" -cp "$classpath" -sourcepath src/test/java src/test/java/metta/sweep/bench/[A-Z]*.java
