// The end of the script: arguments, a line for every record, and last what became of each run.
import { literal } from './python.js';

const kShow = `def show(record):
    """A line an epoch, then a line for each layer and phase."""

    def line(values):
        return ", ".join(f"{key} {value:.6g}" for key, value in values.items() if isinstance(value, (int, float)))

    kind = f"epoch {record['epoch']}" if record["type"] == "epoch" else record["status"]
    numbers = {key: value for key, value in record.items() if key not in ("seed", "epoch", "epochs")}
    print(f"{record['run']}, seed {record['seed']}, {kind}: {line(numbers)}")
    for layer in record.get("layers", []):
        print(f"    {layer['layer']}, {layer['phase']}: {line(layer)}")


def show_endings(summaries):
    """What became of each run, in words."""
    several = len({summary["seed"] for summary in summaries}) > 1
    print()
    if any(summary["status"] != "completed" for summary in summaries):
        print("A run that collapses or diverges amplifies rounding: since when, and to which class, can differ.")
    for summary in summaries:
        seed = f" (seed {summary['seed']})" if several else ""
        print(f"{summary['run']}{seed}: {summary['verdict']}")`;

/** @param {boolean} reads whether data files are read @param {string} title of the experiment */
export const mainText = (reads, title) => `${kShow}


def main():${reads ? '\n    global DATA' : ''}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", action="append", choices=list(RUNS), help="only this run")
    parser.add_argument("--seed", action="append", type=int, help="instead of the experiment's")
    parser.add_argument("--jsonl", help="new file of the records, one JSON a line")${
      reads
        ? `
    parser.add_argument("--data", type=pathlib.Path, default=DATA, help="folder of the data files")`
        : ''
    }
    options = parser.parse_args()${reads ? '\n    DATA = options.data' : ''}
    if min(options.seed or SEEDS) < 0:
        parser.error("--seed: a seed is a whole number from 0")
    try:
        out = open(options.jsonl, "x") if options.jsonl else None
    except OSError as error:
        parser.error(f"--jsonl: {error}; name a new file")
    if out:
        header = {
            "type": "model",
            "summaries": True,
            "name": ${literal(title)},
            "framework": f"PyTorch {torch.__version__}",
        }
        print(json.dumps(header), file=out)
    summaries = []
    for name in options.run or RUNS:
        for seed in options.seed or SEEDS:
            for record in train(name, seed):
                show(record)
                if out:
                    # JSON has neither NaN nor infinity.
                    record = json.loads(json.dumps(record), parse_constant=lambda name: None)
                    print(json.dumps(record), file=out, flush=True)
            summaries.append(record)
    show_endings(summaries)


if __name__ == "__main__":
    main()`;

/** For a notebook. */
export const notebookMainText = () => `${kShow}


summaries = []
for name in RUNS:
    for seed in SEEDS:
        for record in train(name, seed):
            show(record)
        summaries.append(record)
show_endings(summaries)`;
