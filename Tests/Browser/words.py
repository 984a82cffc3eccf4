"""The words of the console's catalogues, so that a test asks for what a text means and not for how it is put."""

import contextlib
import json
import pathlib

ASSETS = pathlib.Path(__file__).resolve().parents[2] / "Sources/CConsoleAssets/assets"
CATALOGUES = {
    catalogue["language"]: catalogue
    for catalogue in (json.loads(path.read_text()) for path in sorted(ASSETS.glob("*.json")))
}
# In which languages people speak; the last one now.
SPOKEN = ["en"]


@contextlib.contextmanager
def speaking(language):
    """Everybody reads and presses the words of a language meanwhile."""
    SPOKEN.append(language)
    try:
        yield
    finally:
        SPOKEN.pop()


def words(key, language=None, **values):
    """A text by page and name; of one that counts, the form for `count`."""
    page, name = key.split(".")
    text = CATALOGUES[language or SPOKEN[-1]]["texts"][page][name]
    if isinstance(text, dict):
        text = text["one" if values["count"] == 1 and "one" in text else "other"]
    for place, value in values.items():
        text = text.replace("{%s}" % place, str(value))
    return text


def beginning(key):
    """A text up to its first placeholder."""
    return words(key, count=2).split("{")[0].split("2")[0].strip()
