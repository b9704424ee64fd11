"""Runs a script up to where it parses its arguments with argparse, writes to a file what it could be told, and ends.

    python -c "$(cat argparse_options.py)" FILE SCRIPT
"""
import argparse
import json
import math
import os
import runpy
import sys


def plain(value):
    finite = not isinstance(value, float) or math.isfinite(value)
    return value if isinstance(value, (bool, int, float, str)) and finite else None


def option(action):
    names = [name for name in action.option_strings if name.startswith("--")]
    kinds = (argparse._HelpAction, argparse._VersionAction, argparse._SubParsersAction)
    if not names or isinstance(action, kinds):
        return None
    choices = [plain(choice) for choice in action.choices or []]
    return {"name": names[0][2:], "usual": plain(action.default),
            "choices": [choice for choice in choices if choice is not None],
            "help": " ".join((action.help or "").split()) if action.help is not argparse.SUPPRESS else ""}


def instead_of_parsing(parser, *_, **__):
    options = [each for each in map(option, parser._actions) if each]
    with open(answer, "w", encoding="utf-8") as file:
        json.dump({"options": options}, file)
    os._exit(0)


argparse.ArgumentParser.parse_args = instead_of_parsing
argparse.ArgumentParser.parse_known_args = instead_of_parsing
answer = sys.argv[1]
sys.argv = sys.argv[2:]
sys.path[0] = os.path.dirname(os.path.abspath(sys.argv[0]))
runpy.run_path(sys.argv[0], run_name="__main__")
