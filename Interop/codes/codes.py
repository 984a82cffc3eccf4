"""Reads QR codes as they are drawn: dark on light, and the right way round."""

import pathlib
import re
import subprocess
import tempfile

import zxingcpp
from PIL import Image, ImageDraw

SQUARE = r"M(\d+) (\d+)h1v1h-1z"
PIXELS_PER_SQUARE = 4
PAPER_DOTS_PER_INCH = 300
# The light border that readers need, in squares (ISO/IEC 18004, 5.3.8).
BORDER = 4
# The generator of the format's code and the mask over it (ISO/IEC 18004, annex C).
GENERATOR, MASK = 0b10100110111, 0b101010000010010
LEVELS = "MLHQ"


class Unreadable(Exception):
    """What is drawn is no QR code, or not as one has to be drawn."""


def format_of(data):
    """The fifteen bits that five bits of format become."""
    rest = data << 10
    for place in range(14, 9, -1):
        if rest >> place & 1:
            rest ^= GENERATOR << (place - 10)
    return (data << 10 | rest) ^ MASK


FORMATS = {format_of(data): LEVELS[data >> 3] for data in range(32)}


def drawn(path, side):
    """The picture of an SVG path of squares on a light ground."""
    if not re.fullmatch("(?:%s)+" % SQUARE, path):
        raise Unreadable("this path is not of squares: %r" % path[:80])
    squares = [(int(column), int(row)) for column, row in re.findall(SQUARE, path)]
    picture = Image.new("L", (side * PIXELS_PER_SQUARE,) * 2, 255)
    brush = ImageDraw.Draw(picture)
    for column, row in squares:
        left, top = column * PIXELS_PER_SQUARE, row * PIXELS_PER_SQUARE
        brush.rectangle((left, top, left + PIXELS_PER_SQUARE - 1, top + PIXELS_PER_SQUARE - 1), fill=0)
    for numbers in zip(*squares):
        if (min(numbers), side - 1 - max(numbers)) != (BORDER, BORDER):
            raise Unreadable("its border is not of %d squares" % BORDER)
    return picture


def pages(pdf):
    """The pages of a PDF file as poppler shows them."""
    with tempfile.TemporaryDirectory(prefix="perisai-codes-") as folder:
        file = pathlib.Path(folder) / "paper.pdf"
        file.write_bytes(pdf)
        subprocess.run(
            ["pdftoppm", "-gray", "-r", str(PAPER_DOTS_PER_INCH), str(file), str(file.with_suffix(""))], check=True
        )
        return [Image.open(page).copy() for page in sorted(pathlib.Path(folder).glob("*.pgm"))]


def texts(picture):
    """What the codes of a picture say, each with its level of correction; none may be turned, mirrored or light on dark.

    Readers of codes also read most of what is drawn wrong, and not every reader reads all of it. So where the code says how it
    is to be read is looked up in the picture itself: mirrored, its bits stand in the opposite order, and are no such code.
    """
    grey = picture.convert("L")
    found = []
    for code in zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormat.QRCode, try_rotate=False, try_invert=False):
        corners = [code.position.top_left, code.position.top_right, code.position.bottom_left]
        (left, top), (right, _), (_, bottom) = [(corner.x, corner.y) for corner in corners]
        side = 17 + 4 * int(code.extra["Version"])

        def is_dark(row, column):
            across, down = (column + 0.5) / side, (row + 0.5) / side
            return grey.getpixel((round(left + (right - left) * across), round(top + (bottom - top) * down))) < 128

        places = [(8, column) for column in (0, 1, 2, 3, 4, 5, 7, 8)] + [(row, 8) for row in (7, 5, 4, 3, 2, 1, 0)]
        bits = sum(is_dark(*place) << (14 - number) for number, place in enumerate(places))
        if left >= right or top >= bottom or FORMATS.get(bits) != code.ec_level:
            raise Unreadable("the code %r is turned or mirrored" % code.text)
        found.append((code.text, code.ec_level))
    return found


def text(picture):
    """What the only code of a picture says; it has to stay readable where a seventh of it is damaged."""
    found = texts(picture)
    if len(found) != 1:
        raise Unreadable("there are %d codes where one should be" % len(found))
    if found[0][1] != "M":
        raise Unreadable("its level of correction is %s" % found[0][1])
    return found[0][0]
