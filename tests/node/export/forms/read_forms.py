"""Opens files of every export form, each with a reader of its own: onnx.checker, NumPy, protobuf, ast, csv and json.

Reads a JSON list of {"form", "path"} from the standard input and prints a JSON line for each: "error", or "found": the tensors'
names with their shapes and sums, or a count.
"""
import ast
import contextlib
import csv
import io
import json
import pathlib
import runpy
import struct
import sys

import numpy
import onnx
import onnx.numpy_helper

EVENTS = pathlib.Path(__file__).parent.parent / "read_events.py"


def described(tensors):
    assert all(numpy.isfinite(array).all() for array in tensors.values())
    return {name: [list(array.shape), float(array.astype("float64").sum())] for name, array in sorted(tensors.items())}


def read_onnx(path):
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    return described({one.name: onnx.numpy_helper.to_array(one) for one in model.graph.initializer})


def read_safetensors(path):
    content = pathlib.Path(path).read_bytes()
    length, = struct.unpack("<Q", content[:8])
    header = json.loads(content[8:8 + length])
    header.pop("__metadata__")
    tensors, end = {}, 0
    for name, entry in header.items():
        first, last = entry["data_offsets"]
        assert entry["dtype"] == "F32" and first == end, name
        tensors[name] = numpy.frombuffer(content[8 + length + first:8 + length + last], "<f4").reshape(entry["shape"])
        end = last
    assert len(content) == 8 + length + end
    return described(tensors)


def read_npz(path):
    with numpy.load(path, allow_pickle=False) as arrays:
        return described({name: arrays[name] for name in arrays.files})


def read_json(path):
    tensors = json.loads(pathlib.Path(path).read_text())["tensors"]
    return described({name: numpy.array(one["values"], "<f4").reshape(one["shape"]) for name, one in tensors.items()})


def read_script(path):
    return len(ast.parse(pathlib.Path(path).read_text()).body)


def read_notebook(path):
    """By the rules of nbformat 4."""
    notebook = json.loads(pathlib.Path(path).read_text())
    assert notebook["nbformat"] == 4 and isinstance(notebook["nbformat_minor"], int)
    assert isinstance(notebook["metadata"], dict)
    ids = []
    for cell in notebook["cells"]:
        assert cell["cell_type"] in ("code", "markdown", "raw") and isinstance(cell["metadata"], dict)
        source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
        if cell["cell_type"] == "code":
            assert isinstance(cell["outputs"], list) and cell["execution_count"] is None
            ast.parse(source)
        else:
            assert "outputs" not in cell and "execution_count" not in cell
        # Cells have ids from minor version 5 on, and must have none before.
        assert ("id" in cell) == (notebook["nbformat_minor"] >= 5)
        ids.append(cell.get("id", len(ids)))
    assert len(set(ids)) == len(ids)
    return len(ids)


def read_tensorboard(path):
    printed = io.StringIO()
    sys.argv = [str(EVENTS), path]
    with contextlib.redirect_stdout(printed):
        runpy.run_path(str(EVENTS))
    head, *events = [json.loads(line) for line in printed.getvalue().splitlines()]
    assert head["version"] == "brain.Event:2"
    return len(events)


def read_csv(path):
    with open(path, newline="") as file:
        head, *rows = csv.reader(file)
    assert len(set(head)) == len(head) and all(len(row) == len(head) for row in rows)
    return len(rows)


readers = {"onnx": read_onnx, "safetensors": read_safetensors, "npz": read_npz, "json": read_json, "pytorch": read_script,
           "keras": read_script, "notebook": read_notebook, "tensorboard": read_tensorboard, "csv": read_csv}
for job in json.load(sys.stdin):
    answer = {"found": None, "error": None}
    try:
        answer["found"] = readers[job["form"]](job["path"])
    except Exception as error:  # reported by the test, with the preset and the form
        answer["error"] = f"{type(error).__name__}: {error}"
    print(json.dumps(answer))
