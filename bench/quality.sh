#!/bin/sh
# How good the optimizers are beside their peers, on the same functions in the same run. Prints tables in Markdown and
# writes a line for each run to bench/optimizers/results.csv. See bench/optimizers/README.md.
#
#   bench/quality.sh [SEEDS [OURS [PEERS]]]     default: 0-4 "auto gp cmaes tpe nsga2" "optuna-tpe optuna-cmaes optuna-nsga2 nevergrad"
#
# The first of OURS is the one that is compared with each peer. Peers of other environments than `core` need
# bench/optimizers/setup-peers.sh first. An interrupted run goes on.
set -eu
cd "$(dirname "$0")/.."
seeds=${1:-0-4}
ours=${2:-auto gp cmaes tpe nsga2}
peers=${3:-optuna-tpe optuna-cmaes optuna-nsga2 nevergrad}
PEER_VENVS=${PEER_VENVS:-$PWD/.build/peers}
PEER_LOGS=${PEER_LOGS:-$PEER_VENVS/logs}
export PEER_VENVS PEER_LOGS
[ -d "$PEER_VENVS/core" ] || bash bench/optimizers/setup-peers.sh "$PEER_VENVS" core
python=$PEER_VENVS/core/bin/python
metta=$PWD/metta
"$metta" --version
cd bench/optimizers

run() {
    "$python" run.py --external --seeds "$seeds" "$@" >>"$PEER_LOGS/runs.log"
}

for each in $ours $peers; do
    command=
    case " $ours " in *" $each "*) command="'$metta' optimizer-stdio --type $each" ;; esac
    for suite in "--suites bbob,hpo,trio,bounded" "--suites moo --budget 200" "--suites bbob --pending 8"; do
        # shellcheck disable=SC2086
        if [ -n "$command" ]; then
            run --opt "metta-$each" --cmd "$command" $suite
        else
            run --opt "$each" $suite
        fi
    done
    echo "$each: done" >&2
done

all=
for each in $ours; do all=$all,metta-$each; done
for each in $peers; do all=$all,$each; done
all=${all#,}
"$python" report.py --opts "$all" --suites bbob,hpo,trio,bounded --budgets 25,50,100 --seeds "$seeds"
"$python" report.py --opts "$all" --suites moo --budgets 50,100,200 --seeds "$seeds"
"$python" report.py --opts "$all" --suites bbob --budgets 25,50,100 --seeds "$seeds" --pending 8
"$python" compare.py --opts "$all" --csv results.csv
"$python" ranks.py "$all" "$seeds"
