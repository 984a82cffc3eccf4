"""Keys, signed statements and sealed files in the browser, compared with the program's own commands in both directions."""

import base64
import hashlib
import pathlib

from scenario import ROOT, Scenario

ASSETS = pathlib.Path(ROOT) / "Sources/CConsoleAssets/assets"
SCRIPTS = ["signing-key.js", "statement.js", "sealed-file.js"]
OWNER = "0190a000-0000-7000-8000-00000000000b"

# Texts that both read, each an object, so that it can be signed.
GOOD = [
    '{}',
    ' { "b" : [ ] , "a" : { } } ',
    '{"é":1,"z":2,"A":3,"":4}',
    '{"\\u20ac":1,"\\r":2,"\\ufb33":3,"1":4,"\\ud83d\\ude00":5,"\\u0080":6,"\\u00f6":7}',
    '{"text":"\\u0000\\u0008\\t\\n\\f\\r\\u001f\\u007f\\"\\\\\\/\\u2028\\u2029"}',
    '{"numbers":[0,-1,9007199254740991,-9007199254740991,10]}',
    '{"words":[null,true,false],"__proto__":1,"constructor":{"toString":2}}',
    '{"thai":"ไทย","burmese":"မြန်မာ","shield":"🛡️","composed":"\u00e9","decomposed":"e\u0301"}',
    '{"deep":' + '[' * 30 + ']' * 30 + '}',
]
# Texts that both refuse.
BAD = [
    '', '{', '{}{}', '[1,]', '{"a":1,}', '{"a" 1}', "{'a':1}", '{"a":1.0}', '{"a":1e2}', '{"a":-0}', '{"a":01}',
    '{"a":+1}', '{"a":9007199254740992}', '{"a":-9007199254740992}', '{"a":"\\ud800"}', '{"a":"\\udc00\\ud800"}',
    '{"a":"\\x41"}', '{"a":"\t"}', '{"a":1,"a":1}', '{"a":1,"\\u0061":1}', '{"\u00e9":1,"e\u0301":2}', '{"a":nul}',
    '{"a":NaN}', '\ufeff{}', '{"a":1}\u00a0', '{"deep":' + '[' * 32 + ']' * 32 + '}',
]


class Statements(Scenario):
    def setUp(self):
        super().setUp()
        self.lentera()
        self.page = self.browser()
        self.load()
        self.files = self.folder()

    def load(self):
        """The scripts as a page of the console would load them, under the console's own policy."""
        self.page.open("/console/login")
        for name in SCRIPTS:
            mark = hashlib.sha256((ASSETS / name).read_bytes()).hexdigest()[:12]
            self.asks("await import(given);", "/console/assets/%s/%s" % (mark, name))

    def asks(self, script, *given):
        """Runs a script that may wait in the page, and gives what it returns; of a refusal its code."""
        body = """
            const done = arguments[arguments.length - 1];
            const [given, more, most] = arguments;
            const code = (error) => (typeof error.code === "string" ? error.code : String(error));
            (async () => { %s })().then((value) => done({ value }), (error) => done({ code: code(error) }));
        """
        answer = self.page.driver.execute_async_script(body % script, *given)
        return answer["value"] if "value" in answer else "refused: " + answer["code"]

    def make(self):
        return self.asks("return PerisaiKeys.make(given);", OWNER)

    def write(self, name, value):
        path = self.files / name
        path.write_bytes(value if isinstance(value, bytes) else value.encode())
        return path

    def generate(self, kind):
        """A key of the program: the file and the public key."""
        path = self.files / (kind + ".key")
        said = self.perisai("request", "key", "generate", kind, "--out", path)
        self.assertEqual(said.returncode, 0, said.stderr)
        return path, said.stdout.split("Public key: ")[1].split()[0]

    def signed(self, key, plain, *more):
        out = self.files / "signed.json"
        out.unlink(missing_ok=True)
        said = self.perisai("request", "sign", self.write("plain.json", plain), "--key", key, "--out", out, *more)
        return out.read_text() if said.returncode == 0 else None

    def genuine(self, signed, *keys):
        known = [part for key in keys for part in ("--public-key", key)]
        return self.perisai("request", "check", self.write("checked.json", signed), *known)

    def test_the_canonical_form_is_the_programs_own(self):
        key, _ = self.generate("signing")
        for text in GOOD:
            signed = self.signed(key, text)
            self.assertIsNotNone(signed, text)
            self.assertEqual(
                self.asks("return PerisaiStatement.canonicalOf(given);", text),
                signed[signed.index('"statement":') + len('"statement":'):-1],
            )
        for text in BAD:
            self.assertIsNone(self.signed(key, text), text)
            answer = self.asks("return PerisaiStatement.canonicalOf(given);", text)
            self.assertIn(answer, ("refused: notJSON", "refused: tooLarge"), text)

    def test_keys_stay_in_the_browser_until_they_are_removed(self):
        self.assertTrue(self.asks("return PerisaiKeys.isSupported();"))
        self.assertIsNone(self.asks("return PerisaiKeys.show(given);", OWNER))
        made = self.make()
        self.load()
        self.assertEqual(self.asks("return PerisaiKeys.show(given);", OWNER), made)
        self.assertEqual(made["signing"]["fingerprint"].replace(" ", ""), made["signing"]["id"])
        for kind in "signing", "encryption":
            secret = "const { secret } = (await PerisaiKeys.find(given)).%s; " % kind
            self.assertFalse(self.asks(secret + "return secret.extractable;", OWNER))
            for form in "jwk", "pkcs8":
                told = self.asks(secret + "return crypto.subtle.exportKey(more, secret);", OWNER, form)
                self.assertIn("refused", told)
        self.assertIn("refused", self.make())
        self.assertIsNone(self.asks("return PerisaiKeys.show(given);", "somebody else"))
        self.asks("return PerisaiKeys.remove(given);", OWNER)
        self.load()
        self.assertIsNone(self.asks("return PerisaiKeys.show(given);", OWNER))
        sign = "return PerisaiStatement.sign('{}', 'request', given);"
        self.assertEqual(self.asks(sign, OWNER), "refused: noKey")

    def test_what_one_signs_the_other_verifies_and_co_signs(self):
        mine = self.make()["signing"]["text"]
        key, theirs = self.generate("signing")
        text = '{"items":[{"link":"https://media.example/1","reason":"TEST ไทย"}],"kind":"referral"}'
        sign = "return PerisaiStatement.sign(given, 'request', more);"
        one = self.asks(sign, text, OWNER)
        self.assertEqual(self.genuine(one, mine).returncode, 0)
        two = self.files / "two.json"
        said = self.perisai("request", "sign", self.write("one.json", one), "--key", key, "--co-sign", "--out", two)
        self.assertEqual(said.returncode, 0, said.stderr)
        self.assertEqual(self.genuine(two.read_text(), mine, theirs).returncode, 0)
        verify = "return PerisaiStatement.verify(given, 'request', more);"
        self.assertTrue(self.asks(verify, two.read_text(), [mine, theirs]))
        self.assertFalse(self.asks(verify, two.read_text(), [mine]))

        first = self.signed(key, text)
        both = self.asks("return PerisaiStatement.coSign(given, 'request', more);", first, OWNER)
        said = self.genuine(both, theirs, mine)
        self.assertEqual(said.returncode, 0, said.stdout)
        self.assertIn("co-signed by", said.stdout)
        bent = both.replace("media.example/1", "media.example/2")
        self.assertEqual(self.genuine(bent, theirs, mine).returncode, 1)
        self.assertFalse(self.asks(verify, bent, [mine, theirs]))
        again = "return PerisaiStatement.coSign(given, 'request', more);"
        self.assertEqual(self.asks(again, both, OWNER), "refused: repeatedKey")
        other = "return PerisaiStatement.coSign(given, 'answer', more);"
        self.assertEqual(self.asks(other, first, OWNER), "refused: wrongPurpose")

    def test_what_is_signed_is_what_was_shown_and_has_one_spelling(self):
        self.make()
        text = '{"kind":"referral","reason":"TEST <b>"}'
        shown = self.asks(
            "const place = document.createElement('pre'); await PerisaiStatement.sign(given, 'request', more, place);"
            " return place.textContent;", text, OWNER
        )
        self.assertEqual(shown, text)
        sign = "return PerisaiStatement.sign(given, 'request', more);"
        for other in '{"reason":"TEST","kind":"referral"}', '{"kind": "referral"}', '{"kind":"\\u0041"}':
            self.assertEqual(self.asks(sign, other, OWNER), "refused: notCanonical")
        self.assertEqual(self.asks(sign, "[]", OWNER), "refused: wrongShape")
        self.assertEqual(
            self.asks("return PerisaiStatement.sign('{}', 'coSignature', given);", OWNER), "refused: wrongPurpose"
        )
        self.assertEqual(
            self.asks("return PerisaiStatement.digest(given);", text), hashlib.sha256(text.encode()).hexdigest()
        )

    def open_here(self, sealed):
        """The name and the content that the browser opens, or the word of its refusal."""
        answer = self.asks(
            "const bytes = Uint8Array.from(atob(given), (letter) => letter.charCodeAt(0));"
            "const { name, content } = await PerisaiSealedFile.open(new Blob([bytes]), more);"
            "const opened = new Uint8Array(await content.arrayBuffer());"
            "return [name, btoa(Array.from(opened, (byte) => String.fromCharCode(byte)).join(''))];",
            base64.b64encode(sealed).decode(), OWNER,
        )
        return answer if isinstance(answer, str) else (answer[0], base64.b64decode(answer[1]))

    def seal_here(self, content, name, *keys):
        answer = self.asks(
            "const bytes = Uint8Array.from(atob(given), (letter) => letter.charCodeAt(0));"
            "const sealed = await PerisaiSealedFile.seal(new Blob([bytes]), more, most);"
            "const read = new Uint8Array(await sealed.arrayBuffer());"
            "return { sealed: btoa(Array.from(read, (byte) => String.fromCharCode(byte)).join('')) };",
            base64.b64encode(content).decode(), name, keys,
        )
        return answer if isinstance(answer, str) else base64.b64decode(answer["sealed"])

    def test_what_one_seals_the_other_opens(self):
        mine = self.make()["encryption"]["text"]
        key, theirs = self.generate("encryption")
        for size in 0, 1, 65536, 65537, 200_000:
            content = bytes(number * 7 % 251 for number in range(size))
            sealed = self.seal_here(content, "พยาน.pdf", mine, theirs)
            self.assertEqual(self.open_here(sealed), ("พยาน.pdf", content))
            out = self.files / "opened"
            out.unlink(missing_ok=True)
            said = self.perisai("open", self.write("here.sealed", sealed), "--key", key, "--out", out)
            self.assertEqual(said.returncode, 0, said.stdout + said.stderr)
            self.assertEqual(out.read_bytes(), content)
            there = self.files / "order.pdf.sealed"
            there.unlink(missing_ok=True)
            said = self.perisai("seal", self.write("order.pdf", content), "--to", theirs, "--to", mine)
            self.assertEqual(said.returncode, 0, said.stderr)
            self.assertEqual(self.open_here(there.read_bytes()), ("order.pdf", content))

    def test_what_was_changed_or_is_not_for_this_key_is_not_opened(self):
        mine = self.make()["encryption"]["text"]
        _, theirs = self.generate("encryption")
        sealed = self.seal_here(bytes(70_000), "order.pdf", mine)
        bent = sealed[:-1] + bytes([sealed[-1] ^ 1])
        self.assertEqual(self.open_here(bent), "refused: damaged")
        self.assertEqual(self.open_here(sealed[:-1]), "refused: truncated")
        self.assertEqual(self.open_here(sealed + b"\0"), "refused: trailingBytes")
        self.assertEqual(self.open_here(sealed.replace(b"order.pdf", b"ordeR.pdf")), "refused: damaged")
        self.assertEqual(self.open_here(b"TEST"), "refused: notSealed")
        other = self.seal_here(b"TEST", "order.pdf", theirs)
        self.assertEqual(self.open_here(other), "refused: notForThisKey")
        self.assertEqual(self.seal_here(b"", "a/b", mine), "refused: badName")
        self.assertEqual(self.seal_here(b"", "a", mine, mine), "refused: badRecipients")
        self.assertEqual(self.seal_here(b"", "a", "x25519:" + "0" * 64), "refused: badRecipients")
