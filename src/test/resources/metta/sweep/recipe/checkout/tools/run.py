"""Stands in for tools/run.py of the Python original: the same words, the same values, the same order, the same exit codes."""

import importlib
import inspect
import json
import os
import pathlib
import sys


def usage(message):
    print(message, file=sys.stderr)
    sys.exit(2)


def value(text):
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    if text.lower() in ("none", "null"):
        return None
    if text[:1] in ("{", "["):
        return json.loads(text)
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            pass
    return text


def main(words):
    sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
    name, *rest = words
    for word in rest:
        if word.startswith("-") or "=" not in word:
            usage(f"Unknown argument: {word}")
    module, _, function = name.rpartition(".")
    point = getattr(importlib.import_module(module), function, None)
    if point is None:
        usage(f"Could not find tool '{name}'")
    settings = [(word.split("=", 1)[0], value(word.split("=", 1)[1])) for word in rest]
    known = inspect.signature(point).parameters
    given = {key: each for key, each in settings if key in known}
    missing = [each.name for each in known.values() if each.default is each.empty and each.name not in given]
    if missing:
        usage(f"Missing required arguments: {missing}")
    tool = point(**given)
    for key, each in settings:
        if key not in given:
            tool.set(key, each)
    return tool.invoke(pathlib.Path(os.environ.get("DATA_DIR", "train_dir")))


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Exception as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        sys.exit(1)
