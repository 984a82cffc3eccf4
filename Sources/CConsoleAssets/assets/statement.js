// Signs statements in the browser exactly as docs/formats/statements.md says. Needs signing-key.js; touches no document.
"use strict";

globalThis.PerisaiStatement = (() => {
  const { bytesOfHex, hexOf, isHex, sha256 } = globalThis.PerisaiKeys;
  const FORMAT = "perisai-statement/1";
  const DOMAIN = "perisai/statement/v1\n";
  const PURPOSES = ["request", "answer", "threatAlert", "registerEntry"];
  const LIMITS = { bytesMax: 8 << 20, depthMax: 32, valuesMax: 200000 };
  const WORDS = {
    tooLarge: "the statement is too large",
    notJSON: "the statement is not JSON with whole numbers only",
    notCanonical: "the statement is not written the one way that is signed",
    wrongShape: "the statement does not have the shape that it must have",
    wrongPurpose: "the statement is for another purpose",
    noKey: "this browser has no key of yours",
    repeatedKey: "this key signed already",
  };
  class Refusal extends Error {
    constructor(code) { super(WORDS[code]); this.code = code; }
  }
  const refuse = (code) => { throw new Refusal(code); };
  const encoder = new TextEncoder();

  // Strict JSON with integers only. Objects become Maps, so that no key is special; a key that stands twice is refused.
  function parse(text) {
    if (typeof text !== "string" || !text.isWellFormed()) refuse("notJSON");
    if (encoder.encode(text).length > LIMITS.bytesMax) refuse("tooLarge");
    let place = 0;
    let values = 0;
    const fail = () => refuse("notJSON");
    const space = () => { while (" \t\n\r".includes(text[place] || "x")) place += 1; };
    const take = (word) => { if (!text.startsWith(word, place)) fail(); place += word.length; };
    const pattern = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
    function string() {
      pattern.lastIndex = place;
      const match = pattern.exec(text);
      if (!match) fail();
      place = pattern.lastIndex;
      const result = JSON.parse(match[0]);
      // Half a surrogate pair has no spelling in UTF-8.
      if (!result.isWellFormed()) fail();
      return result;
    }
    const number = /-?[0-9]+/y;
    function integer() {
      number.lastIndex = place;
      const match = number.exec(text);
      if (!match || !/^(?:0|-?[1-9][0-9]{0,15})$/.test(match[0])) fail();
      place = number.lastIndex;
      if (/[.eE]/.test(text[place] ?? "") || !Number.isSafeInteger(Number(match[0]))) fail();
      return Number(match[0]);
    }
    function value(depth) {
      values += 1;
      if (values > LIMITS.valuesMax) refuse("tooLarge");
      switch (text[place]) {
        case "\"": return string();
        case "t": take("true"); return true;
        case "f": take("false"); return false;
        case "n": take("null"); return null;
        case "[": return list(depth + 1);
        case "{": return members(depth + 1);
        default: return integer();
      }
    }
    // What stands between two brackets, one after the other.
    function each(depth, end, read) {
      if (depth > LIMITS.depthMax) refuse("tooLarge");
      place += 1;
      space();
      if (text[place] === end) { place += 1; return; }
      for (;;) {
        space();
        read();
        space();
        if (text[place] === end) { place += 1; return; }
        take(",");
      }
    }
    function list(depth) {
      const elements = [];
      each(depth, "]", () => elements.push(value(depth)));
      return elements;
    }
    function members(depth) {
      const result = new Map();
      const seen = new Set();
      each(depth, "}", () => {
        const key = string();
        // Keys that only their composition tells apart count as the same one.
        const composed = key.normalize("NFC");
        if (seen.has(composed)) fail();
        seen.add(composed);
        space();
        take(":");
        space();
        result.set(key, value(depth));
      });
      return result;
    }
    space();
    const result = value(0);
    space();
    if (place !== text.length) fail();
    return result;
  }

  // RFC 8785: keys in the order of their UTF-16 code units, which is JavaScript's own; JSON.stringify escapes as it says.
  function canonical(value) {
    if (value instanceof Map) {
      return "{" + [...value.keys()].sort().map((key) => JSON.stringify(key) + ":" + canonical(value.get(key))).join(",") + "}";
    }
    if (Array.isArray(value)) return "[" + value.map(canonical).join(",") + "]";
    return JSON.stringify(value);
  }
  const canonicalOf = (text) => canonical(parse(text));

  // A statement as it came from the node: an object whose text is its canonical form, which is computed anew here.
  function read(text) {
    const statement = parse(text);
    if (!(statement instanceof Map)) refuse("wrongShape");
    if (canonical(statement) !== text) refuse("notCanonical");
    return statement;
  }
  const digest = async (text) => hexOf(await sha256(encoder.encode(text)));

  const message = (text, purpose) => encoder.encode(DOMAIN + purpose + "\n" + text);
  const coMessage = (text, purpose, first) =>
    encoder.encode(DOMAIN + ["coSignature", purpose, first.get("key"), first.get("signature"), text].join("\n"));

  async function signature(keys, role, bytes) {
    if (!keys) refuse("noKey");
    const value = await crypto.subtle.sign({ name: "Ed25519" }, keys.signing.secret, bytes);
    return new Map([["key", keys.signing.id], ["role", role], ["signature", hexOf(new Uint8Array(value))]]);
  }
  function file(statement, purpose, signatures) {
    const members = [["format", FORMAT], ["purpose", purpose], ["signatures", signatures], ["statement", statement]];
    const text = canonical(new Map(members));
    // What is signed here can be read everywhere: within the limits as a whole.
    parse(text);
    return text;
  }

  // Signs what was shown. `place` is where people read it: its text is set here, from what is then signed.
  // Gives the text of the signed file.
  async function sign(text, purpose, owner, place = null) {
    if (!PURPOSES.includes(purpose)) refuse("wrongPurpose");
    const statement = read(text);
    if (place) place.textContent = text;
    const first = await signature(await globalThis.PerisaiKeys.find(owner), "signer", message(text, purpose));
    return file(statement, purpose, [first]);
  }

  // A signed file's parts; whether its signatures hold is the node's to verify.
  function parts(signed) {
    const value = read(signed);
    const [statement, purpose, signatures] = ["statement", "purpose", "signatures"].map((name) => value.get(name));
    if (value.size !== 4 || value.get("format") !== FORMAT || !(statement instanceof Map)) refuse("wrongShape");
    if (!PURPOSES.includes(purpose)) refuse("wrongPurpose");
    if (!Array.isArray(signatures) || signatures.length < 1 || signatures.length > 8) refuse("wrongShape");
    signatures.forEach((it, place) => {
      if (!(it instanceof Map) || it.size !== 3 || it.get("role") !== (place ? "coSigner" : "signer")) refuse("wrongShape");
      if (!isHex(it.get("key"), 32) || !isHex(it.get("signature"), 64)) refuse("wrongShape");
    });
    return { statement, purpose, signatures, text: canonical(statement) };
  }

  // What a text to be signed says, or a signed file for the purpose that is expected.
  function contents(given, purpose, isSigned) {
    if (!isSigned) return { text: given, statement: read(given) };
    const found = parts(given);
    if (found.purpose !== purpose) refuse("wrongPurpose");
    return { text: found.text, statement: found.statement };
  }

  // Adds a co-signature to a signed file, for the purpose that is expected.
  async function coSign(signed, purpose, owner, place = null) {
    const found = parts(signed);
    if (found.purpose !== purpose) refuse("wrongPurpose");
    const keys = await globalThis.PerisaiKeys.find(owner);
    if (keys && found.signatures.some((it) => it.get("key") === keys.signing.id)) refuse("repeatedKey");
    if (found.signatures.length >= 8) refuse("tooLarge");
    if (place) place.textContent = found.text;
    const joining = await signature(keys, "coSigner", coMessage(found.text, purpose, found.signatures[0]));
    return file(found.statement, purpose, [...found.signatures, joining]);
  }

  // Verifies every Ed25519 signature of a file by the keys that may have signed, written as ed25519: and digits.
  async function verify(signed, purpose, publicKeys) {
    const found = parts(signed);
    if (found.purpose !== purpose) refuse("wrongPurpose");
    const known = new Map();
    for (const text of publicKeys) {
      const bytes = bytesOfHex(text.slice("ed25519:".length));
      known.set(await globalThis.PerisaiKeys.idOf("ed25519", bytes), bytes);
    }
    for (const [place, it] of found.signatures.entries()) {
      const bytes = known.get(it.get("key"));
      if (!bytes) return false;
      const key = await crypto.subtle.importKey("raw", bytes, { name: "Ed25519" }, false, ["verify"]);
      const signedBytes = place ? coMessage(found.text, purpose, found.signatures[0]) : message(found.text, purpose);
      if (!await crypto.subtle.verify({ name: "Ed25519" }, key, bytesOfHex(it.get("signature")), signedBytes)) return false;
    }
    return true;
  }

  return { sign, coSign, verify, contents, canonicalOf, digest };
})();
