#!/usr/bin/python3
"""Checks docs/verify-receipt.html in Debian's Chromium against receipts that the Swift side wrote.

    receipt_page_test.py FOLDER       FOLDER as FixtureTests.swift writes it
    receipt_page_test.py --hashes     only writes the hashes of the page's script and style into its policy

Needs Debian's chromium-headless-shell, chromium-driver and python3-selenium. The page is opened from disk, as people open it.
"""

import base64
import hashlib
import json
import pathlib
import re
import sys

PAGE = pathlib.Path(__file__).resolve().parents[2] / "docs" / "verify-receipt.html"
BLOCKS = {"receipt-check": "script", "receipt-page": "script", "page-style": "style"}
TIMEOUT_SECONDS = 240


def block(text, name):
    found = re.search(rf'<({BLOCKS[name]}) id="{name}">(.*?)</\1>', text, re.DOTALL)
    if not found:
        raise SystemExit(f"The page has no block {name}.")
    return found[2]


def policy(text):
    def source(name):
        return "'sha256-" + base64.b64encode(hashlib.sha256(block(text, name).encode()).digest()).decode() + "'"

    return (
        "default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"script-src {source('receipt-check')} {source('receipt-page')}; style-src {source('page-style')}"
    )


def write_hashes():
    text = PAGE.read_text()
    pattern = r'(<meta http-equiv="Content-Security-Policy" content=")[^"]*(">)'
    PAGE.write_text(re.sub(pattern, lambda found: found[1] + policy(text) + found[2], text))


def browser():
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/lib/chromium/chromium-headless-shell"
    for argument in ("--no-sandbox", "--disable-dev-shm-usage", "--window-size=320,800"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
    driver.set_script_timeout(TIMEOUT_SECONDS)
    return driver


class Failures:
    def __init__(self):
        self.count = 0

    def expect(self, condition, message):
        print(("ok    " if condition else "FAIL  ") + message)
        self.count += not condition


def verdict(driver, path, key="", policy_text=""):
    """Drives the page as a person does: types the key and the policy, picks the file, reads the heading."""
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import WebDriverWait

    driver.get(PAGE.as_uri())
    if key:
        driver.find_element(By.ID, "key").send_keys(key)
    if policy_text:
        driver.find_element(By.ID, "policy").send_keys(policy_text)
    driver.find_element(By.ID, "file").send_keys(str(path))
    WebDriverWait(driver, 30).until(lambda it: it.find_elements(By.CSS_SELECTOR, "#verdict h2"))
    return driver.find_element(By.CSS_SELECTOR, "#verdict h2").text, driver.find_element(By.ID, "events").text


def words_in_page(driver, receipt, flips):
    """The verdict words for single-bit flips, computed in one call inside the page."""
    return driver.execute_async_script(
        """
        const [file, flips, done] = arguments;
        (async () => {
          const good = Uint8Array.from(atob(file), (character) => character.charCodeAt(0));
          const words = [];
          for (const flip of flips) {
            const bytes = good.slice();
            bytes[flip >> 3] ^= 1 << (flip & 7);
            words.push((await PerisaiReceipt.check(bytes, null)).words);
          }
          return words;
        })().then(done, (error) => done(String(error)));
        """,
        base64.b64encode(receipt).decode(),
        flips,
    )


def compare_flips(driver, folder, name, failures):
    """Compares the page's verdicts on every single-bit flip of a receipt with those of the Swift side."""
    receipt = (folder / f"{name}.receipt").read_bytes()
    swift = (folder / f"{name}.verdicts").read_text().splitlines()
    failures.expect(len(swift) == 8 * len(receipt), f"{name}: {len(swift)} flips were judged by the Swift side")
    differing = []
    for start in range(0, len(swift), 8192):
        flips = list(range(start, min(start + 8192, len(swift))))
        words = words_in_page(driver, receipt, flips)
        if isinstance(words, str):
            raise SystemExit(f"The page failed: {words}")
        differing += [(flip, mine, swift[flip]) for flip, mine in zip(flips, words) if mine != swift[flip]]
    failures.expect(
        all(line.startswith("refused: ") for line in swift), f"{name}: the Swift side refuses every single-bit flip"
    )
    failures.expect(not differing, f"{name}: the page gives the same verdict on every flip {json.dumps(differing[:5])}")


def compare_policies(driver, folder, failures):
    """Compares the page's verdicts under each policy with those of the Swift side."""
    receipt = base64.b64encode((folder / "witnessed.receipt").read_bytes()).decode()
    for case in json.loads((folder / "witnessed.policies").read_text()):
        words = driver.execute_async_script(
            """
            const [file, policy, done] = arguments;
            const bytes = Uint8Array.from(atob(file), (character) => character.charCodeAt(0));
            PerisaiReceipt.check(bytes, null, new TextEncoder().encode(policy)).then((it) => done(it.words), (error) => done(String(error)));
            """,
            receipt,
            case["policy"],
        )
        failures.expect(words == case["words"], f"a policy is judged alike: {words} / {case['words']}")


def main(folder):
    failures = Failures()
    text = PAGE.read_text()
    failures.expect(policy(text) in text, "the page's policy allows exactly its own script and style")
    failures.expect(
        not re.search(r"(?:src|href|action)\s*=|https?://|fetch\(|XMLHttpRequest|innerHTML|import\(", text),
        "the page refers to nothing outside itself",
    )
    key = (folder / "receipt.vkey").read_text().strip()
    other = (folder / "other.vkey").read_text().strip()
    short = "+".join(key.split("+")[:2])
    other_short = "+".join(other.split("+")[:2])
    driver = browser()
    try:
        for name in ("person", "public"):
            path = folder / f"{name}.receipt"
            heading, shown = verdict(driver, path)
            failures.expect(
                heading == f"Intact, signed by {short}; compare this with the published key",
                f"{name}: intact without a key: {heading}",
            )
            failures.expect(
                all(words in shown for words in ("A decision was made", "4 March 2026", "It is removed", "Indonesia")),
                f"{name}: the act is told in plain words",
            )
            failures.expect(
                ("praises it" in shown) == (name == "person"), f"{name}: reasons are shown to the person alone"
            )
            failures.expect("Not shown to you" in shown, f"{name}: what is hidden is said")
            heading, _ = verdict(driver, path, key)
            failures.expect(heading == f"Genuine, signed by {short}", f"{name}: genuine with the key: {heading}")
            heading, shown = verdict(driver, path, other)
            failures.expect(
                heading == f"Refused: signed by {short}, not by {other_short}" and not shown,
                f"{name}: refused with another key: {heading}",
            )
        heading, shown = verdict(driver, folder / "person.receipt", "no key")
        failures.expect(heading.startswith("Unable to compare") and not shown, f"an unreadable key: {heading}")
        width = driver.execute_script("return document.documentElement.scrollWidth - window.innerWidth")
        failures.expect(width <= 0, "nothing is wider than a screen of 320 pixels")

        for name in ("person", "witnessed"):
            compare_flips(driver, folder, name, failures)
        compare_policies(driver, folder, failures)
        heading = verdict(driver, folder / "witnessed.receipt", policy_text="quorum nobody")[0]
        failures.expect(heading.startswith("Unable to compare: the policy is none, line 1"), f"a bad policy: {heading}")
        policies = json.loads((folder / "witnessed.policies").read_text())
        heading, shown = verdict(driver, folder / "witnessed.receipt", policy_text=policies[0]["policy"])
        failures.expect(
            heading.startswith(f"Genuine, signed by {short}, cosigned by witness.example/w0+") and bool(shown),
            f"two of three witnesses are enough for a policy that asks for two: {heading}",
        )
        heading, shown = verdict(driver, folder / "person.receipt", policy_text=policies[0]["policy"])
        failures.expect(
            heading == f"Refused: signed by {short}, but not cosigned as the policy asks" and not shown,
            f"a receipt that nobody cosigned is refused under it: {heading}",
        )

        # A browser without Ed25519, which here is taken away before the page's own script runs.
        driver.execute_cdp_cmd(
            "Page.addScriptToEvaluateOnNewDocument",
            {"source": "SubtleCrypto.prototype.verify = () => Promise.reject(new Error('NotSupportedError'));"},
        )
        heading, shown = verdict(driver, folder / "person.receipt", key)
        failures.expect(
            heading.startswith("Unable to check") and not shown, f"without Ed25519 nothing is judged: {heading}"
        )
        errors = [entry["message"] for entry in driver.get_log("browser") if entry["level"] == "SEVERE"]
        failures.expect(not errors, f"the browser reports no error {errors[:2]}")
    finally:
        driver.quit()
    return 1 if failures.count else 0


if __name__ == "__main__":
    if sys.argv[1:] == ["--hashes"]:
        write_hashes()
    elif len(sys.argv) == 2:
        sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
    else:
        sys.exit(__doc__)
