"""Runs a script up to where it parses its arguments with argparse, or a library on top of it, writes to a file what it could be told, and ends.

    python -c "$(cat argparse_options.py)" FILE SCRIPT [WORD...]

The words are those that every start of the script has; what they give is not told again.
"""
import argparse
import json
import math
import os
import re
import runpy
import sys


def plain(value):
    finite = not isinstance(value, float) or math.isfinite(value)
    return value if isinstance(value, (bool, int, float, str)) and finite else None


def help_of(action):
    return " ".join((action.help or "").split()) if action.help is not argparse.SUPPRESS else ""


def several(action):
    """What it usually takes, in words; None unless it takes several values."""
    repeated = isinstance(action, (argparse._AppendAction, argparse._AppendConstAction))
    many = action.nargs in ("*", "+") or (isinstance(action.nargs, int) and action.nargs > 1)
    if not repeated and not many:
        return None
    usual = action.default if isinstance(action.default, (list, tuple)) else []
    return " ".join(map(str, usual))


def flag(action):
    """How a recipe says that it stands without a value; None where it has one."""
    if isinstance(action, getattr(argparse, "BooleanOptionalAction", ())):
        return "--key/--no-key"
    return "--key" if isinstance(action, argparse._StoreTrueAction) else None


def usual(action):
    """What it takes where it is not given: libraries on top of argparse say so in the help alone."""
    if action.default is not argparse.SUPPRESS and action.default is not None:
        return plain(action.default)
    told = re.search(r"\(default: ([^()]*)\)", help_of(action))
    if not told or told.group(1) in ("None", "{}", "null"):
        return None
    text = told.group(1)
    for kind in (int, float):
        try:
            return plain(kind(text))
        except ValueError:
            pass
    return {"True": True, "False": False}.get(text, text)


def required(action):
    return bool(action.required) or bool(re.search(r"\(required\)", help_of(action)))


def option(action):
    names = [name for name in action.option_strings if name.startswith("--")]
    kinds = (argparse._HelpAction, argparse._VersionAction, argparse._SubParsersAction)
    given = any(word == name or word.startswith(name + "=") for name in action.option_strings for word in words)
    if not names or given or isinstance(action, kinds):
        return None
    choices = [plain(choice) for choice in action.choices or []]
    return {"name": names[0][2:], "usual": usual(action), "required": required(action),
            "flag": flag(action), "several": several(action), "choices": [choice for choice in choices if choice is not None],
            "help": help_of(action)}


def values():
    """The words that are neither options nor what may be their values."""
    return [word for before, word in zip([""] + words, words)
            if not word.startswith("-") and (not before.startswith("-") or "=" in before)]


def asked(parser):
    """The parser and those of the subcommands that the words name, and what else it wants."""
    commands = [each for each in parser._actions if isinstance(each, argparse._SubParsersAction)]
    actions, notes = list(parser._actions), []
    for action in commands:
        chosen = next((word for word in words if word in action.choices), None)
        if chosen is None:
            notes.append("The program has subcommands, one of which belongs into the recipe's command, behind the "
                         "script; then init knows its options too: " + ", ".join(action.choices))
        else:
            inner, more = asked(action.choices[chosen])
            actions, notes = actions + inner, notes + more
    return actions, notes


def positionals(actions):
    wanted = [each for each in actions
              if not each.option_strings and not isinstance(each, argparse._SubParsersAction)
              and each.nargs not in ("?", "*", argparse.REMAINDER)]
    commands = sum(isinstance(each, argparse._SubParsersAction) for each in actions)
    return ["The program does not start without %s, which has no name: it belongs into the recipe's command, behind "
            "the script%s" % (each.metavar or each.dest, ": " + help_of(each) if help_of(each) else "")
            for each in wanted[max(0, len(values()) - commands):]]


def instead_of_parsing(parser, *_, **__):
    actions, notes = asked(parser)
    options = {each["name"]: each for each in map(option, actions) if each}
    with open(answer, "w", encoding="utf-8") as file:
        json.dump({"options": list(options.values()), "notes": notes + positionals(actions)}, file)
    os._exit(0)


# The one that all others come to; what a library adds to a parser before that is there.
argparse.ArgumentParser.parse_known_args = instead_of_parsing
answer = sys.argv[1]
words = sys.argv[3:]
sys.argv = sys.argv[2:]
sys.path[0] = os.path.dirname(os.path.abspath(sys.argv[0]))
runpy.run_path(sys.argv[0], run_name="__main__")
