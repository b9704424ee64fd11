#!/bin/sh
# How many sweeps one store carries at once. Prints a table in Markdown.
#
#   bench/many-sweeps.sh [SWEEPS ...]     default: 1 2 4 8 16 32; KINDS="sqlite postgresql", WORKERS=1000 and SECONDS_EACH=20 by default
#
# Each sweep has a controller and a connection of its own, and so many simulated workers, whose jobs take 30 to 90 minutes of
# virtual time: at each iteration, 30 virtual seconds after the last, one in 120 has ended. Iterations follow each other without a
# pause, and are timed after the first 200; `iterations` and `trials` are those of all sweeps in a second. Median and 99th percentile are of an iteration;
# `carried` is how many sweeps would be kept up with that look after their workers every 30 seconds.
set -eu
cd "$(dirname "$0")/.."
many=${*:-1 2 4 8 16 32}
. bench/classes.sh
place=$(mktemp -d .build/many.XXXXXX)
trap 'rm -rf "$place"' EXIT
trap 'exit 130' INT TERM
echo "| store | sweeps | workers each | iterations/s | trials/s | median | 99th percentile | carried |"
echo "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
for kind in ${KINDS:-sqlite postgresql}; do
    for sweeps in $many; do
        mkdir "$place/$kind.$sweeps"
        set -- "$java" --enable-native-access=ALL-UNNAMED -cp "$classpath" metta.sweep.bench.ManySweeps \
            "$place/$kind.$sweeps" "$sweeps" "${WORKERS:-1000}" "${SECONDS_EACH:-20}"
        case $kind in
            # shellcheck disable=SC2016 # the server tells KT_STORE
            postgresql) killtest/with-postgres.sh sh -c '"$@" "$KT_STORE"' sh "$@" ;;
            *) "$@" "$kind" ;;
        esac | sed "s/^/| $kind | /; s/\$/ |/"
        rm -rf "${place:?}/$kind.$sweeps"
    done
done
