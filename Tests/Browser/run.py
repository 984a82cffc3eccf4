#!/usr/bin/python3
"""Runs scenarios in Debian's Chromium.

    run.py NAME...     NAME is a file of the folder scenarios, without .py; none stands for all

PERISAI_PROGRAM is the built perisai (default: .build/release/perisai).
Needs Debian's chromium-headless-shell, chromium-driver and python3-selenium.
"""

import importlib.util
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))


def tests(name):
    specification = importlib.util.spec_from_file_location(name, HERE / "scenarios" / (name + ".py"))
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return unittest.defaultTestLoader.loadTestsFromModule(module)


def main(names):
    names = names or sorted(path.stem for path in (HERE / "scenarios").glob("*.py"))
    suite = unittest.TestSuite(tests(name) for name in names)
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2).run(suite)
    if not result.testsRun:
        print("there is no test in " + ", ".join(names))
    return 0 if result.wasSuccessful() and result.testsRun else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
