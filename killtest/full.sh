#!/usr/bin/env bash
# One kind of kill test on one store, with 1,000 ended runs in it before the first kill, and what is promised checked.
#
#   killtest/full.sh STORE MODE KILLS [OUT]     sqlite|file|postgresql  controller|node|split
#
# In split mode KILLS counts sweeps, one after the other. PostgreSQL runs in a server of the test's own, which no kill
# reaches. What was measured lands in OUT (runs/STORE-MODE by default); ENDED=0 begins with an empty store.
set -euo pipefail
[ $# -ge 3 ] || { sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd -P)
store=$1 mode=$2 kills=$3
out=${4:-$here/runs/$store-$mode}
if [ "$store" = postgresql ]; then
    exec "$here/with-postgres.sh" "$0" server "$mode" "$kills" "$out"
fi
[ "$store" = server ] || export KT_STORE=$store
"$here/../metta" --version >/dev/null # builds, where that is still to be done
rm -rf "$out"
mkdir -p "$out"
run() { # name, then the harness's options
    local name=$1
    shift
    python3 "$here/harness.py" --adapter "$here/adapters/metta" --mode "$mode" --par 4 --out "$out/$name" \
        --final-timeout 900 "$@" >"$out/$name.log" 2>&1 || { tail -n 30 "$out/$name.log" >&2; exit 1; }
}
case $mode in
    # Between two kills there is time for some six trials, of which a node's kill cuts four short.
    controller) run 1 --ended "${ENDED:-1000}" --trials $((8 * kills + 8)) --kills "$kills" --window 3 --seed 1 ;;
    node) run 1 --ended "${ENDED:-1000}" --trials $((6 * kills + 6)) --kills "$kills" --window 3 --seed 2 ;;
    split)
        for each in $(seq "$kills"); do
            if [ "$store" = server ]; then export KT_STORE=${KT_STORE%%\?*}?currentSchema=split_$each; fi
            run "$each" --ended "${ENDED:-0}" --trials 80 --seed "$each"
        done ;;
    *) echo "full.sh: there is no mode '$mode'" >&2; exit 2 ;;
esac
python3 "$here/check.py" --recovery 1 "$out"/*/result.json
