"""Makes the pictures that Perisai and pdqhash are compared on: at least 200 files in a folder of the caller's.

Photographs come from what is installed (scikit-image, scikit-learn, and Debian's mate-backgrounds where present);
drawings are generated from fixed seeds. Nothing is downloaded and nothing is stored in the repository.
"""

import glob
import pathlib
import random

import numpy as np
from PIL import Image, ImageDraw
from skimage import data
from sklearn.datasets import load_sample_images

SIZES = [
    (1, 1), (1, 7), (4, 4), (4, 90), (90, 4), (5, 5), (5, 64), (64, 5), (16, 16), (31, 47), (63, 63), (63, 65),
    (64, 64), (64, 128), (65, 64), (127, 128), (128, 128), (129, 127), (150, 150), (200, 333), (255, 257), (320, 240),
    (384, 384), (500, 375), (512, 512), (513, 511), (640, 480), (799, 601), (1023, 300), (300, 1023), (1280, 960),
    (1921, 1079),
]
FORMATS = [
    ("RGB", "JPEG", {"quality": 88}), ("RGB", "JPEG", {"quality": 35, "progressive": True}), ("RGB", "PNG", {}),
    ("RGB", "WEBP", {"quality": 80}), ("RGB", "WEBP", {"lossless": True}), ("RGB", "TIFF", {}),
    ("L", "JPEG", {"quality": 80}), ("L", "PNG", {}), ("L", "TIFF", {}), ("P", "PNG", {}), ("P", "GIF", {}),
    ("RGBA", "PNG", {}), ("RGBA", "WEBP", {"lossless": True}), ("LA", "PNG", {}), ("CMYK", "JPEG", {"quality": 90}),
    ("CMYK", "TIFF", {}), ("I;16", "PNG", {}), ("I;16", "TIFF", {}),
]
EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "TIFF": "tif", "GIF": "gif"}


def photographs():
    """Every photograph that is installed, as RGB. Those that scikit-image would have to download are left out."""
    found = []
    inside = pathlib.Path(data.__file__).parent
    for path in sorted(inside.glob("*")):
        if path.suffix in {".jpg", ".jpeg", ".png"}:
            with Image.open(path) as picture:
                # The smallest files there are test patterns.
                if min(picture.size) >= 200:
                    found.append((path.stem, picture.convert("RGB")))
    for index, picture in enumerate(load_sample_images().images):
        found.append(("sklearn%d" % index, Image.fromarray(picture)))
    for path in sorted(glob.glob("/usr/share/backgrounds/mate/**/*.jpg", recursive=True))[:12]:
        with Image.open(path) as picture:
            picture.thumbnail((1600, 1600))
            found.append((pathlib.Path(path).stem, picture.convert("RGB")))
    return found


def drawing(width, height, seed):
    """Shapes and the word TEST, from a seed."""
    chance = random.Random(seed)
    picture = Image.new("RGB", (width, height), tuple(chance.randrange(256) for _ in range(3)))
    pencil = ImageDraw.Draw(picture)
    for _ in range(40):
        corners = sorted(chance.randrange(width) for _ in range(2)), sorted(chance.randrange(height) for _ in range(2))
        box = [corners[0][0], corners[1][0], corners[0][1], corners[1][1]]
        colour = tuple(chance.randrange(256) for _ in range(3))
        chance.choice([pencil.rectangle, pencil.ellipse])(box, fill=colour)
    pencil.text((width // 4, height // 4), "TEST %d" % seed, fill=(255, 255, 255))
    return picture


def in_mode(picture, mode, seed):
    """The picture in a mode, with something real in the extra channels."""
    if mode == "RGBA" or mode == "LA":
        result = picture.convert(mode)
        alpha = np.random.default_rng(seed).integers(1, 256, (picture.height, picture.width), dtype=np.uint8)
        result.putalpha(Image.fromarray(alpha))
        return result
    if mode == "I;16":
        grey = np.asarray(picture.convert("L")).astype(np.uint16)
        noise = np.random.default_rng(seed).integers(0, 256, grey.shape, dtype=np.uint16)
        return Image.fromarray(grey * 256 + noise)
    if mode == "P":
        return picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=64)
    return picture.convert(mode)


def make(folder):
    """Writes the files and returns their paths."""
    folder = pathlib.Path(folder)
    sources = photographs()
    paths = []

    def save(name, picture, form):
        mode, kind, options = form
        path = folder / ("%03d-%s-%dx%d-%s.%s" % (
            len(paths), name, picture.width, picture.height, mode.replace(";", ""), EXTENSIONS[kind]))
        in_mode(picture, mode, len(paths)).save(path, kind, **options)
        paths.append(path)

    # Every size as photograph and as drawing, with the formats in turn.
    turn = 0
    for index, size in enumerate(SIZES):
        for copy in range(3):
            name, photograph = sources[(3 * index + copy) % len(sources)]
            save(name, photograph.resize(size), FORMATS[turn % len(FORMATS)])
            turn += 1
        for copy in range(2):
            save("drawing", drawing(*size, seed=10 * index + copy), FORMATS[turn % len(FORMATS)])
            turn += 1
    # Every format at two sizes, so that none meets only tiny pictures.
    for index, form in enumerate(FORMATS):
        name, photograph = sources[index % len(sources)]
        save(name, photograph, form)
        save("drawing", drawing(700, 500, seed=1000 + index), form)
    # The one size that pdqhash treats in two ways, often: what differs there are single bits.
    for index in range(20):
        name, photograph = sources[index % len(sources)]
        save(name, photograph.resize((64, 64)), FORMATS[index % len(FORMATS)])
        save("drawing", drawing(64, 64, seed=3000 + index), FORMATS[2])
    # Poor pictures: flat, a ramp, and noise.
    save("flat", Image.new("RGB", (300, 200), (90, 90, 90)), FORMATS[2])
    save("ramp", Image.linear_gradient("L").resize((640, 480)).convert("RGB"), FORMATS[2])
    noise = np.random.default_rng(7).integers(0, 256, (480, 640, 3), dtype=np.uint8)
    save("noise", Image.fromarray(noise), FORMATS[2])
    # The largest.
    name, photograph = sources[0]
    save(name, photograph.resize((4000, 3000)), FORMATS[0])
    save("drawing", drawing(3000, 4000, seed=5000), FORMATS[2])
    return paths
