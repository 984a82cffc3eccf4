#!/usr/bin/env python3
"""Times Perisai's PDQ of a decoded 512 x 512 picture against pip's pdqhash, in turns, in one run.

Usage: compare_speed.py TOOL [--rounds N]

TOOL is the built perisai-interop. A round is 20 hashes of each side on the same pixels, the one right after the other;
its ratio is the median time of pdqhash over the median time of Perisai. Single thread. Decoding is not counted; luma is
on both sides.
"""

import argparse
import pathlib
import statistics
import struct
import subprocess
import sys
import tempfile
import time

import numpy as np
import pdqhash
from PIL import Image
from skimage import data

HASHES_PER_ROUND = 20


def picture():
    photograph = Image.fromarray(data.astronaut()).convert("RGB").resize((512, 512))
    return np.ascontiguousarray(np.asarray(photograph))


def time_theirs(pixels):
    times = []
    for _ in range(HASHES_PER_ROUND):
        start = time.perf_counter_ns()
        pdqhash.compute(pixels)
        times.append(time.perf_counter_ns() - start)
    return statistics.median(times)


def time_ours(tool, dump):
    run = subprocess.run(
        [tool, "bench-pdq", dump, str(HASHES_PER_ROUND)], check=True, capture_output=True, text=True)
    return statistics.median(int(line) for line in run.stdout.split())


def row(name, values, form):
    print("%-28s %s" % (name, "  ".join(form % value for value in (min(values), statistics.median(values), max(values)))))


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("tool", type=pathlib.Path)
    arguments.add_argument("--rounds", type=int, default=15)
    options = arguments.parse_args()
    pixels = picture()
    ours, theirs = [], []
    with tempfile.TemporaryDirectory(prefix="perisai-bench-") as folder:
        dump = pathlib.Path(folder) / "pixels.dump"
        dump.write_bytes(b"PSPX" + struct.pack("<III", 512, 512, 3) + pixels.tobytes())
        for _ in range(options.rounds):
            ours.append(time_ours(options.tool, dump))
            theirs.append(time_theirs(pixels))
    print("%-28s %s" % ("PDQ of 512 x 512, decoded", "min  median  max"))
    row("Perisai, ms", [value / 1e6 for value in ours], "%.3f")
    row("pdqhash, ms", [value / 1e6 for value in theirs], "%.3f")
    row("times faster", [slow / fast for slow, fast in zip(theirs, ours)], "%.1f")


if __name__ == "__main__":
    sys.exit(main())
