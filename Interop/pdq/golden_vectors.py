#!/usr/bin/env python3
"""Prints Tests/FingerprintsTests/GoldenVectors.swift, computed with pip's pdqhash.

The pictures are made by a formula in whole numbers that the Swift test repeats, so that no picture is stored.
Usage: golden_vectors.py > Tests/FingerprintsTests/GoldenVectors.swift, then `swift format -i` on it.
"""

from importlib.metadata import version

import numpy as np
import pdqhash

# Width, height, channels, side of one square in pixels, contrast in percent, seed.
PICTURES = [
    (1, 1, 3, 1, 75, 1), (4, 100, 3, 3, 75, 2), (100, 4, 1, 3, 75, 3), (5, 5, 3, 1, 75, 4), (5, 300, 3, 4, 75, 5),
    (300, 5, 1, 4, 75, 6), (17, 23, 3, 2, 60, 7), (63, 64, 3, 5, 40, 8), (64, 64, 3, 4, 40, 9), (64, 64, 1, 7, 20, 10),
    (65, 64, 3, 6, 40, 11), (127, 129, 3, 9, 50, 12), (128, 128, 1, 8, 10, 13), (200, 333, 3, 17, 75, 14),
    (256, 256, 3, 16, 30, 15), (511, 513, 1, 40, 20, 16), (512, 512, 3, 31, 40, 17), (512, 512, 3, 512, 75, 18),
    (640, 480, 3, 1, 75, 19), (1023, 77, 3, 25, 25, 20), (77, 1023, 1, 25, 30, 21), (1280, 960, 3, 60, 40, 22),
    (1300, 900, 1, 130, 50, 23), (300, 300, 3, 12, 5, 24), (800, 600, 3, 50, 20, 25), (800, 600, 1, 50, 12, 26),
]
TRANSFORMS = [
    "identity", "rotate90", "rotate180", "rotate270", "flipVertical", "flipHorizontal", "transpose", "antitranspose",
]


def picture(width, height, channels, cell, contrast, seed):
    """Squares of pseudo-random colour with a slow ramp over them."""
    y, x, channel = np.meshgrid(
        np.arange(height, dtype=np.uint64), np.arange(width, dtype=np.uint64), np.arange(channels, dtype=np.uint64),
        indexing="ij")
    mask = np.uint64(0xFFFFFFFF)
    mixed = ((x // cell) * 73856093 ^ (y // cell) * 19349663 ^ (channel + 1) * 83492791 ^ np.uint64(seed * 2654435761)) & mask
    mixed = ((mixed ^ (mixed >> 15)) * 2246822519) & mask
    mixed = ((mixed ^ (mixed >> 13)) * 3266489917) & mask
    square = mixed >> 24
    ramp = (x * 31 // width + y * 31 // height)
    return ((square * contrast + ramp * 100) // 100 % 256).astype(np.uint8)


def hexadecimal(vector):
    return "%064x" % int("".join(str(bit) for bit in vector), 2)


def main():
    print("import Fingerprints\n")
    print("/// Made by `Interop/pdq/golden_vectors.py` with pip's pdqhash %s." % version("pdqhash"))
    print("let goldenVectors: [GoldenVector] = [")
    for width, height, channels, cell, contrast, seed in PICTURES:
        pixels = picture(width, height, channels, cell, contrast, seed)
        colour = np.ascontiguousarray(np.repeat(pixels, 3, axis=2) if channels == 1 else pixels)
        _, quality = pdqhash.compute(colour)
        hashes, _ = pdqhash.compute_dihedral(colour)
        vector, _ = pdqhash.compute(colour)
        hashes[0] = vector
        print("    GoldenVector(")
        print("        picture: SyntheticPicture(")
        for name, value in [("width", width), ("height", height), ("channels", channels), ("cell", cell),
                            ("contrast", contrast), ("seed", seed)]:
            print("            %s: %d%s" % (name, value, "" if name == "seed" else ","))
        print("        ),\n        quality: %d,\n        hashes: [%s" % (quality, "" if quality >= 50 else ":"))
        for name, value in zip(TRANSFORMS, hashes):
            if quality >= 50:
                print('            .%s: "%s",' % (name, hexadecimal(value)))
        print("        ]\n    ),")
    print("]")


if __name__ == "__main__":
    main()
