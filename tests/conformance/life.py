"""A user's life in steps: each step runs at once, is reported in one line, and does not stop those after it."""

import json
import os
import sys


def emulator():
    """The line that the emulator prints at its start: endpoint, keys and parents."""
    return json.loads(os.environ["ROLLCALL_EMULATOR"])


class Life:
    """Runs the steps of one SDK. The report is a JSON line each, which scripts/conformance.js counts."""

    def __init__(self, sdk):
        self.sdk = sdk
        self.failed = False

    def step(self, name):
        """Decorates a function without parameters, which fails by any exception."""

        def run(function):
            report = {"sdk": self.sdk, "step": name}
            try:
                function()
            except Exception as error:  # whatever an SDK raises is this step's result
                self.failed = True
                line = next((entry.tb_lineno for entry in frames(error) if entry.tb_frame.f_code is function.__code__), "?")
                report["failure"] = f"line {line}: {type(error).__name__}: {error}"
            print(json.dumps(report), flush=True)

        return run

    def end(self):
        sys.exit(1 if self.failed else 0)


def frames(error):
    traceback = error.__traceback__
    while traceback is not None:
        yield traceback
        traceback = traceback.tb_next


def same(actual, expected):
    if actual != expected:
        raise AssertionError(f"{actual!r} is not {expected!r}")


def holds(actual, expected):
    """Compares only what `expected` names; lists must have the same length."""
    if isinstance(expected, dict):
        for name, value in expected.items():
            holds(actual.get(name), value)
    elif isinstance(expected, list):
        same(len(actual), len(expected))
        for one, other in zip(actual, expected):
            holds(one, other)
    else:
        same(actual, expected)


def refused(call, expected, describe):
    """`call` must raise; `describe` reads (status, code) from the SDK's own exception."""
    try:
        call()
    except Exception as error:
        same(describe(error), expected)
        return
    raise AssertionError(f"nothing was refused, expected {expected!r}")
