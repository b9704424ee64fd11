#!/bin/sh
# Climbs towards a score that is best at x=0.3, y=-0.5, over a few steps. Any language will do: this one is sh and awk.
set -eu
x=0 y=0 steps=5
for argument in "$@"; do
    case $argument in
        x=*) x=${argument#x=} ;;
        y=*) y=${argument#y=} ;;
        steps=*) steps=${argument#steps=} ;;
        *) echo "train.sh: unknown argument: $argument" >&2; exit 2 ;;
    esac
done
awk -v x="$x" -v y="$y" -v steps="$steps" 'BEGIN {
    best = 1 - (x - 0.3) ^ 2 - (y + 0.5) ^ 2
    for (step = 1; step <= steps; step++) printf "{\"step\": %d, \"score\": %.6f}\n", step, best * step / steps
}' >>"${METTA_METRICS_FILE:-/dev/stdout}"
