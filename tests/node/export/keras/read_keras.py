"""Reads exported scripts of Keras: {"scripts": [path, ...], "signatures": {...}, "standin": path or null} from the standard input.

Prints a JSON line a script: "unknown", the names and arguments of Keras that are none of the signatures; "orders", of its epochs;
"error" and "lines", what it prints when it is run. Without a stand-in Keras itself is imported.
"""
import ast
import contextlib
import importlib.util
import io
import json
import sys
import warnings


def dotted(node):
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


def unknown(text, signatures):
    found, inner = [], set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute):
            inner.add(id(node.value))
            name = dotted(node)
            if id(node) not in inner and name.split(".")[0] in ("keras", "model", "layer") and name not in signatures:
                found.append(name)
        if isinstance(node, ast.Call) and dotted(node.func) in signatures:
            name = dotted(node.func)
            most, keywords = signatures[name]
            if len(node.args) > most:
                found.append(f"{name}: {len(node.args)} arguments without a name")
            found += [f"{name}({keyword.arg}=)" for keyword in node.keywords if keyword.arg not in keywords]
    return found


def load(path, name):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


job = json.load(sys.stdin)
if job["standin"]:
    load(job["standin"], "keras")
    import torch

    torch.set_num_threads(1)
warnings.simplefilter("ignore")
for path in job["scripts"]:
    with open(path) as file:
        text = file.read()
    answer = {"unknown": unknown(text, job["signatures"]), "error": None, "lines": []}
    try:
        module = load(path, "exported")
        sizes = [len(module.ARRAYS[f"{split}.labels"]) for split in ("train", "validation")]
        answer["orders"] = [order.tolist() for order in module.orders(*sizes)]
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            module.main()
        answer["lines"] = printed.getvalue().splitlines()
    except Exception as error:  # reported by the test, with the script's name
        answer["error"] = f"{type(error).__name__}: {error}"
    print(json.dumps(answer), flush=True)
