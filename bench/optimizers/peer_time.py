"""Time of one suggestion with n observations in a 10-D float space; CPU and wall seconds, median.
peer_time.py ADAPTER-SPEC n [reps]   (run it with the interpreter that has the library)"""
import json
import os
import sys
import time

for v in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(v, "1")
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import numpy as np

import serve
import space as sp

spec, n, reps = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 3
space = [sp.f(f"x{k}", 0, 1) for k in range(10)]
o = serve.Server(spec)
o.handle(dict(op="init", space=space, seed=0, objectives=1, budget=n + 100))
a, rng = o.opt, np.random.default_rng(0)


def value(p):
    x = np.array(list(p.values()))
    return float(((x - 0.3) ** 2).sum() + 0.3 * np.sin(9 * x).sum())


def preload():
    """Give the optimizer n finished trials without asking it for each."""
    pts = [{f"x{k}": float(u) for k, u in enumerate(r)} for r in rng.random((n, 10))]
    if spec.startswith("opt_optuna"):
        import optuna
        d = {f"x{k}": optuna.distributions.FloatDistribution(0, 1) for k in range(10)}
        a.study.add_trials([optuna.trial.create_trial(params=p, distributions=d, value=value(p)) for p in pts])
    elif spec.startswith("opt_hebo"):
        import pandas as pd
        a.opt.observe(pd.DataFrame(pts), np.array([[value(p)] for p in pts]))
    elif spec.startswith("opt_ax"):
        for p in pts:
            t = a.c.attach_trial(parameters=p)
            a.c.complete_trial(trial_index=t, raw_data={"f0": value(p)})
    elif spec.startswith("opt_vizier"):
        from vizier import pyvizier as vz
        for k, p in enumerate(pts):
            t = vz.Trial(id=k + 1, parameters=p)
            t.complete(vz.Measurement({"f0": value(p)}))
            a.new.append(t)
        a.n = n
    elif spec.startswith("opt_hyperopt"):
        from hyperopt.base import JOB_STATE_DONE
        docs = []
        for k, p in enumerate(pts):
            misc = dict(tid=k, cmd=("domain_attachment", "FMinIter_Domain"), workdir=None,
                        idxs={n_: [k] for n_ in p}, vals={n_: [v] for n_, v in p.items()})
            docs.append(dict(state=JOB_STATE_DONE, tid=k, spec=None, result=dict(loss=value(p), status="ok"), misc=misc,
                             exp_key=None, owner=None, version=0, book_time=None, refresh_time=None))
        a.trials.insert_trial_docs(docs); a.trials.refresh()
    else:
        raise SystemExit("no preload for " + spec)


t = time.perf_counter(); preload(); load = time.perf_counter() - t
wall, cpu = [], []
for r in range(reps + 1):
    w, c = time.perf_counter(), time.process_time()
    m = o.handle(dict(op="ask"))
    wall.append(time.perf_counter() - w); cpu.append(time.process_time() - c)
    if "error" in m:
        print(json.dumps(dict(spec=spec, n=n, **m))); raise SystemExit
    o.handle(dict(op="tell", id=m["id"], params=m["params"], values=[value(m["params"])]))
print(json.dumps(dict(spec=spec, n=n, first_cpu=round(cpu[0], 4), cpu=round(float(np.median(cpu[1:])), 4),
                      wall=round(float(np.median(wall[1:])), 4), reps=reps, preload_s=round(load, 2), load=os.getloadavg()[0],
                      rss_mb=round(__import__("resource").getrusage(0).ru_maxrss / 1024))))
