#!/bin/sh
# Scores best at x=0.3, give or take what chance does: all of it comes from METTA_SEED.
set -eu
x=0
for argument in "$@"; do
    case $argument in
        x=*) x=${argument#x=} ;;
        *) echo "train.sh: unknown argument: $argument" >&2; exit 2 ;;
    esac
done
echo "seed ${METTA_SEED:=0}"
awk -v x="$x" -v seed="$METTA_SEED" 'BEGIN {
    srand(seed)
    for (i = 0; i < 12; i++) noise += rand() - 0.5
    printf "{\"step\": 1, \"score\": %.6f}\n", 1 - (x - 0.3) ^ 2 + noise / 20
}' >>"${METTA_METRICS_FILE:-/dev/stdout}"
