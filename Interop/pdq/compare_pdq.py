#!/usr/bin/env python3
"""Compares Perisai's PDQ with pip's pdqhash on the same decoded pixels.

Usage: compare_pdq.py TOOL [--decoder perisai|pillow]

TOOL is the built perisai-interop. Every file is decoded once (by Perisai's decoder, or by Pillow to test the hash
alone), both sides hash those pixels, and the quality must be equal always, the bits where it is at least 50.
Exit status: 0 all equal, 1 a difference, 2 could not run.
"""

import argparse
import json
import pathlib
import struct
import subprocess
import sys
import tempfile

import numpy as np
import pdqhash
from PIL import Image

import pictures

MINIMUM_QUALITY = 50
PICTURES_MIN = 200
TRANSFORMS = [
    "identity", "rotate90", "rotate180", "rotate270", "flipVertical", "flipHorizontal", "transpose", "antitranspose",
]


def write_dump(pixels, path):
    height, width = pixels.shape[:2]
    channels = 1 if pixels.ndim == 2 else 3
    path.write_bytes(b"PSPX" + struct.pack("<III", width, height, channels) + np.ascontiguousarray(pixels).tobytes())


def read_dump(path):
    content = path.read_bytes()
    magic, width, height, channels = struct.unpack("<4sIII", content[:16])
    if magic != b"PSPX" or len(content) != 16 + width * height * channels:
        raise ValueError("%s is not a pixel dump" % path)
    pixels = np.frombuffer(content[16:], np.uint8).reshape(height, width, channels)
    return np.repeat(pixels, 3, axis=2) if channels == 1 else pixels


def decode_with_pillow(source, target):
    with Image.open(source) as picture:
        if picture.mode.startswith("I"):
            pixels = (np.asarray(picture).astype(np.uint32) >> 8).astype(np.uint8)
        elif picture.mode in ("L", "LA"):
            pixels = np.asarray(picture.convert("LA"))[:, :, 0]
        else:
            pixels = np.asarray(picture.convert("RGBA" if "A" in picture.mode else "RGB"))[:, :, :3]
        write_dump(pixels, target)


def hexadecimal(vector):
    return "%064x" % int("".join(str(bit) for bit in vector), 2)


def differences(ours, pixels):
    """What differs between Perisai's answer and pdqhash's for one picture, as sentences."""
    pixels = np.ascontiguousarray(pixels)
    vector, quality = pdqhash.compute(pixels)
    found = []
    if ours["quality"] != quality:
        found.append("quality %d, pdqhash says %d" % (ours["quality"], quality))
    if quality < MINIMUM_QUALITY:
        return found, quality
    if ours["pdq"] != hexadecimal(vector):
        found.append("%d bits differ" % (int(ours["pdq"], 16) ^ int(hexadecimal(vector), 16)).bit_count())
    turned, _ = pdqhash.compute_dihedral(pixels)
    # Of pictures of 64 x 64 compute takes the pixels as they are, and compute_dihedral filters them first; the hash of
    # the picture as it is was compared above.
    first = 1 if pixels.shape[:2] == (64, 64) else 0
    for name, other in list(zip(TRANSFORMS, turned))[first:]:
        if ours["transforms"][name] != hexadecimal(other):
            found.append("%s differs" % name)
    return found, quality


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("tool", type=pathlib.Path)
    arguments.add_argument("--decoder", choices=["perisai", "pillow"], default="perisai")
    options = arguments.parse_args()

    failures = compared = good = 0
    with tempfile.TemporaryDirectory(prefix="perisai-pdq-") as folder:
        files = pictures.make(folder)
        dump = pathlib.Path(folder) / "pixels.dump"
        for path in files:
            if options.decoder == "pillow":
                decode_with_pillow(path, dump)
            else:
                subprocess.run([options.tool, "pixels", path, dump], check=True)
            answer = subprocess.run([options.tool, "pdq", dump], check=True, capture_output=True, text=True)
            found, quality = differences(json.loads(answer.stdout), read_dump(dump))
            compared += 1
            good += quality >= MINIMUM_QUALITY
            if found:
                failures += 1
                print("DIFFERENT %s: %s" % (path.name, "; ".join(found)))
    print("PDQ: %d pictures compared, %d of quality %d or more, %d different" % (
        compared, good, MINIMUM_QUALITY, failures))
    if compared < PICTURES_MIN or good < PICTURES_MIN // 2:
        print("too few pictures for a verdict: %d needed" % PICTURES_MIN)
        return 2
    return 1 if failures else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (OSError, ValueError, subprocess.CalledProcessError) as problem:
        print("compare_pdq: %s" % problem, file=sys.stderr)
        sys.exit(2)
