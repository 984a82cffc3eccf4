"""A made-up picture."""

import random
import struct
import zlib

SIDE = 96
BLOCK = 12


def png(seed, side=SIDE):
    """Grey blocks, drawn by chance, as a PNG file; the side is a multiple of the blocks'."""
    chance = random.Random(seed)
    blocks = [[chance.randrange(256) for _ in range(side // BLOCK)] for _ in range(side // BLOCK)]
    rows = b"".join(
        b"\0" + bytes(blocks[row // BLOCK][column // BLOCK] for column in range(side)) for row in range(side)
    )

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
