"""What must hold of every page, asked by a script in the page."""

import pathlib

RULES = pathlib.Path(__file__).with_name("page_rules.js").read_text()


def faults(browser):
    return browser.run(RULES)
