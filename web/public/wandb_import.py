"""Copies records of Activation Playground to Weights & Biases: python3 wandb_import.py RECORDS PROJECT"""
import json, sys, wandb
runs = {}
for line in open(sys.argv[1], encoding="utf-8"):
    record = json.loads(line)
    key = record.get("run"), record.get("seed")
    if record["type"] == "epoch":
        run = runs[key] = runs.get(key) or wandb.init(project=sys.argv[2], name=f"{key[0]}, seed {key[1]}", reinit="create_new")
        run.log({name: value for name, value in record.items() if isinstance(value, (int, float))}, step=record["epoch"])
    elif record["type"] == "summary" and key in runs:
        runs[key].summary.update({name: value for name, value in record.items() if not isinstance(value, list)})
for run in runs.values():
    run.finish()
