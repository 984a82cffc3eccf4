"use strict";
// Checks receipts exactly as docs/formats/receipt.md says. Needs only WebCrypto; touches no document.
globalThis.PerisaiReceipt = (() => {
  const LIMITS = { bytesMax: 1 << 20, eventsMax: 64, fieldsMax: 256, depthMax: 32, valuesMax: 100000, noteBytesMax: 1000000,
    witnessesMax: 16, policyBytesMax: 65536, policyEntriesMax: 64 };
  const FORMAT = "perisai-receipt/1";
  const WORDS = {
    tooLarge: "the file is too large for a receipt",
    notCanonical: "the file is not written the one way a receipt is written",
    wrongShape: "the file does not have the shape of a receipt",
    unknownFormat: "the receipt has a format that this program does not know",
    badSigner: "the signer's key is not valid",
    badCheckpoint: "the checkpoint is not valid",
    badSignature: "the signature is wrong",
    badWitnesses: "the list of witnesses is not valid",
    badCosignature: "a cosignature is wrong",
    badEvents: "the list of events is not valid",
    badFields: "the fields of an event are not valid",
    notIncluded: "an event is not in the signed log",
  };
  class Refusal extends Error {
    constructor(code) { super(WORDS[code]); this.code = code; }
  }
  const refuse = (code) => { throw new Refusal(code); };
  const encoder = new TextEncoder();

  // Bytes.
  const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const isHash = (text) => typeof text === "string" && /^[0-9a-f]{64}$/.test(text);
  function bytesOfHex(text) {
    const bytes = new Uint8Array(text.length / 2);
    for (let index = 0; index < bytes.length; index += 1) bytes[index] = parseInt(text.substr(2 * index, 2), 16);
    return bytes;
  }
  function bytesOfBase64(text) {
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
    try {
      const binary = atob(text);
      // One spelling only: padding there, unused bits zero.
      return btoa(binary) === text ? Uint8Array.from(binary, (character) => character.charCodeAt(0)) : null;
    } catch { return null; }
  }
  function join(...parts) {
    const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let place = 0;
    for (const part of parts) { bytes.set(part, place); place += part.length; }
    return bytes;
  }
  const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", join(...parts)));
  async function hmac(key, ...parts) {
    const secret = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    return new Uint8Array(await crypto.subtle.sign("HMAC", secret, join(...parts)));
  }

  // Canonical JSON (RFC 8785) with integers only. Objects become Maps, so that no key is special.
  function parseCanonical(bytes) {
    let text;
    try { text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes); } catch { refuse("notCanonical"); }
    let place = 0;
    let values = 0;
    const fail = () => refuse("notCanonical");
    const take = (word) => { if (!text.startsWith(word, place)) fail(); place += word.length; };
    const escapes = { "\"": "\"", "\\": "\\", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
    function string() {
      take("\"");
      let result = "";
      for (;;) {
        const start = place;
        while (place < text.length && text[place] !== "\"" && text[place] !== "\\" && text[place] >= " ") place += 1;
        result += text.slice(start, place);
        if (text[place] === "\"") { place += 1; return result; }
        if (text[place] !== "\\") fail();
        const letter = text[place + 1];
        if (letter === "u") {
          const digits = text.slice(place + 2, place + 6);
          // The canonical form writes nothing but control characters this way.
          if (!/^00[01][0-9a-f]$/.test(digits)) fail();
          result += String.fromCharCode(parseInt(digits, 16));
          place += 6;
        } else {
          if (!Object.hasOwn(escapes, letter)) fail();
          result += escapes[letter];
          place += 2;
        }
      }
    }
    function value(depth) {
      values += 1;
      if (values > LIMITS.valuesMax || depth > LIMITS.depthMax) fail();
      const first = text[place];
      if (first === "\"") return string();
      if (first === "t") { take("true"); return true; }
      if (first === "f") { take("false"); return false; }
      if (first === "n") { take("null"); return null; }
      if (first === "[") return list(depth + 1);
      if (first === "{") return members(depth + 1);
      const digits = /^(?:0|-?[1-9][0-9]{0,15})(?![0-9.eE])/.exec(text.slice(place, place + 18));
      if (!digits) fail();
      place += digits[0].length;
      const number = Number(digits[0]);
      if (!Number.isSafeInteger(number)) fail();
      return number;
    }
    function list(depth) {
      if (depth > LIMITS.depthMax) fail();
      take("[");
      const elements = [];
      if (text[place] === "]") { place += 1; return elements; }
      for (;;) {
        elements.push(value(depth));
        if (text[place] === "]") { place += 1; return elements; }
        take(",");
      }
    }
    function members(depth) {
      if (depth > LIMITS.depthMax) fail();
      take("{");
      const result = new Map();
      const seen = new Set();
      if (text[place] === "}") { place += 1; return result; }
      for (;;) {
        const key = string();
        // Keys that only their composition tells apart count as the same one.
        const composed = key.normalize("NFC");
        if (seen.has(composed)) fail();
        seen.add(composed);
        take(":");
        result.set(key, value(depth));
        if (text[place] === "}") { place += 1; return result; }
        take(",");
      }
    }
    const result = value(0);
    if (place !== text.length || canonical(result) !== text) fail();
    return result;
  }
  function canonical(value) {
    if (value instanceof Map) {
      return "{" + [...value.keys()].sort().map((key) => JSON.stringify(key) + ":" + canonical(value.get(key))).join(",") + "}";
    }
    if (Array.isArray(value)) return "[" + value.map(canonical).join(",") + "]";
    return JSON.stringify(value);
  }
  function shape(value, ...keys) {
    if (!(value instanceof Map) || value.size !== keys.length || !keys.every((key) => value.has(key))) refuse("wrongShape");
    return value;
  }

  // Tree hashing (RFC 6962).
  const leafHash = (data) => sha256(new Uint8Array([0]), data);
  const nodeHash = (left, right) => sha256(new Uint8Array([1]), left, right);
  async function rootOf(hashes) {
    if (hashes.length === 1) return hashes[0];
    let half = 1;
    while (half * 2 < hashes.length) half *= 2;
    return nodeHash(await rootOf(hashes.slice(0, half)), await rootOf(hashes.slice(half)));
  }
  async function rootOfPath(index, size, hash, path) {
    let place = BigInt(index);
    let last = size - 1n;
    if (place < 0n || place > last) return null;
    for (const sibling of path) {
      if (last === 0n) return null;
      if ((place & 1n) === 1n || place === last) {
        hash = await nodeHash(sibling, hash);
        while ((place & 1n) === 0n && place !== 0n) { place >>= 1n; last >>= 1n; }
      } else {
        hash = await nodeHash(hash, sibling);
      }
      place >>= 1n;
      last >>= 1n;
    }
    return last === 0n ? hash : null;
  }

  // Keys, notes, checkpoints.
  // A key of a kind: 1 of a log, 4 of a witness. Nothing where the text is none.
  async function readKey(text, kind) {
    const match = /^([\x21-\x2a\x2c-\x7e]{1,255})\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text);
    const bytes = match && bytesOfBase64(match[3]);
    if (!bytes || bytes.length !== 33 || bytes[0] !== kind) return null;
    const id = (await sha256(encoder.encode(match[1] + "\n"), bytes)).slice(0, 4);
    if (hexOf(id) !== match[2]) return null;
    return { name: match[1], id: match[2], publicKey: bytes.slice(1), text, shortName: match[1] + "+" + match[2] };
  }
  const parseKey = async (text) => await readKey(text, 1) ?? refuse("badSigner");
  async function parseWitnesses(texts) {
    if (texts.length > LIMITS.witnessesMax) refuse("badWitnesses");
    const witnesses = [];
    for (const text of texts) witnesses.push(await readKey(text, 4) ?? refuse("badWitnesses"));
    return witnesses;
  }
  function parseNote(note) {
    if (encoder.encode(note).length > LIMITS.noteBytesMax) refuse("badCheckpoint");
    const end = note.lastIndexOf("\n\n");
    if (/[\x00-\x09\x0b-\x1f]/.test(note) || end < 0 || end + 2 >= note.length || !note.endsWith("\n")) refuse("badCheckpoint");
    const lines = note.slice(end + 2, -1).split("\n");
    const signatures = lines.map((line) => {
      const parts = line.split(" ");
      const bytes = parts.length === 3 && parts[0] === "\u2014" ? bytesOfBase64(parts[2]) : null;
      if (!bytes || bytes.length <= 4) refuse("badCheckpoint");
      return { name: parts[1], id: hexOf(bytes.slice(0, 4)), signature: bytes.slice(4) };
    });
    return { text: note.slice(0, end + 1), signatures };
  }
  // A witness signs eight bytes of time in seconds and a text that names it (C2SP tlog-cosignature).
  async function isValidCosignature(witness, signature, text) {
    if (signature.length !== 72 || signature[0] > 127) return false;
    const seconds = new DataView(signature.buffer, signature.byteOffset, 8).getBigUint64(0);
    return isValidSignature(witness.publicKey, signature.slice(8), encoder.encode(`cosignature/v1\ntime ${seconds}\n${text}`));
  }

  // Which logs and witnesses are trusted (C2SP tlog-policy), compared byte for byte. Throws a RangeError that names the line.
  async function parsePolicy(bytes) {
    const wrong = (words, line) => { throw new RangeError(line ? `line ${line}: ${words}` : words); };
    if (bytes.length > LIMITS.policyBytesMax) wrong("the policy is too long, or names more than 64 of one kind");
    // One character for each byte, so that names are compared as bytes.
    const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
    const [logs, witnesses, rules, members] = [[], [], new Map(), new Set()];
    let [groups, quorum] = [0, null];
    for (const [index, line] of text.split("\n").entries()) {
      const fail = (words) => wrong(words, index + 1);
      const words = line.split(/[ \t]+/).filter((word) => word);
      if (/[\x00-\x08\x0b-\x1f\x7f]/.test(line)) fail("a policy has no control characters but tabs and line feeds");
      if (words.length === 0 || words[0].startsWith("#")) continue;
      const define = (name, rule) => {
        if (name === "none" || rules.has(name)) fail("this name is taken");
        rules.set(name, rule);
      };
      const rule = (name) => rules.get(name) ?? fail("no line before defines this name");
      const limit = (count) => count < LIMITS.policyEntriesMax || fail("the policy is too long, or names more than 64 of one kind");
      const key = async (text, kind, known) => {
        const key = await readKey(text, kind) ?? fail("this is no key of that kind, NAME+ID+KEY");
        if (known.some((other) => hexOf(other.publicKey) === hexOf(key.publicKey))) fail("this key stands there already");
        limit(known.length);
        return key;
      };
      const count = (least, most) => words.length >= least && words.length <= most || fail("the line has too few or too many words");
      if (words[0] === "log") {
        count(2, 3);
        logs.push(await key(words[1], 1, logs));
      } else if (words[0] === "witness") {
        count(3, 4);
        const witness = await key(words[2], 4, witnesses);
        define(words[1], (signed) => signed.has(witness.text));
        witnesses.push(witness);
      } else if (words[0] === "group") {
        count(4, Infinity);
        limit(groups);
        const parts = words.slice(3).map((name) => {
          const part = rule(name);
          if (members.has(name)) fail("a name may be a member of one group only");
          members.add(name);
          return part;
        });
        const amount = words[2] === "any" ? 1 : words[2] === "all" ? parts.length : /^[1-9][0-9]{0,3}$/.test(words[2]) ? Number(words[2]) : 0;
        if (amount < 1 || amount > parts.length) fail("a group asks for any, all, or a number from 1 to that of its members");
        define(words[1], (signed) => parts.filter((part) => part(signed)).length >= amount);
        groups += 1;
      } else if (words[0] === "quorum") {
        count(2, 2);
        if (quorum) fail("a policy has one quorum");
        quorum = words[1] === "none" ? () => true : rule(words[1]);
      } else {
        fail("a line begins with log, witness, group, quorum or #");
      }
    }
    if (!quorum) wrong("the policy has no quorum");
    return { logs, witnesses, isMet: (keys) => quorum(new Set(keys.map((key) => key.text))) };
  }
  async function parseCheckpoint(text) {
    const lines = text.slice(0, -1).split("\n");
    if (!text.endsWith("\n") || lines.length < 3 || lines.includes("")) refuse("badCheckpoint");
    const root = bytesOfBase64(lines[2]);
    if (!/^(?:0|[1-9][0-9]{0,18})$/.test(lines[1]) || !root || root.length !== 32) refuse("badCheckpoint");
    const size = BigInt(lines[1]);
    if (size >= 1n << 63n) refuse("badCheckpoint");
    if (size === 0n && hexOf(root) !== hexOf(await sha256())) refuse("badCheckpoint");
    return { origin: lines[0], size, root };
  }

  // Ed25519 may be missing in a browser; whether it works is seen by checking a published signature (RFC 8032, test 1).
  async function isValidSignature(publicKey, signature, text) {
    const key = await crypto.subtle.importKey("raw", publicKey, { name: "Ed25519" }, false, ["verify"]);
    return crypto.subtle.verify({ name: "Ed25519" }, key, signature, text);
  }
  let support = null;
  function isSupported() {
    support ??= (async () => {
      try {
        return await isValidSignature(
          bytesOfHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"),
          bytesOfHex("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
            + "d25bf5f0595bbe24655141438e7a100b"), new Uint8Array());
      } catch { return false; }
    })();
    return support;
  }

  function parseEvent(value) {
    const event = shape(value, "fields", "index", "path");
    const [index, path, fields] = [event.get("index"), event.get("path"), event.get("fields")];
    if (typeof index !== "number" || !Array.isArray(path) || !path.every(isHash)) refuse("wrongShape");
    if (!Array.isArray(fields) || fields.length < 1 || fields.length > LIMITS.fieldsMax) refuse("badFields");
    for (const field of fields) {
      const isShown = field instanceof Map && field.size === 3 && field.has("value") && isHash(field.get("salt"))
        && typeof field.get("name") === "string" && /^[a-z][A-Za-z0-9.]{0,63}$/.test(field.get("name"));
      if (!isShown && !isHash(field)) refuse("badFields");
    }
    return {
      index, path: path.map(bytesOfHex),
      fields: fields.map((field) => field instanceof Map
        ? { name: field.get("name"), salt: bytesOfHex(field.get("salt")), value: field.get("value") }
        : { hash: bytesOfHex(field) }),
    };
  }
  async function checkEvent(event, checkpoint) {
    const names = event.fields.filter((field) => field.name).map((field) => field.name);
    // Names are ASCII, so the order of code units is that of bytes.
    if (names.some((name, place) => place > 0 && names[place - 1] >= name)) refuse("badFields");
    const leaves = [];
    for (const field of event.fields) {
      const hash = field.hash
        ?? await hmac(field.salt, encoder.encode(field.name), new Uint8Array([0]), encoder.encode(canonical(field.value)));
      leaves.push(await leafHash(hash));
    }
    const root = await rootOfPath(event.index, checkpoint.size, await leafHash(await rootOf(leaves)), event.path);
    if (!root || hexOf(root) !== hexOf(checkpoint.root)) refuse("notIncluded");
  }
  async function parse(bytes) {
    if (bytes.length > LIMITS.bytesMax) refuse("tooLarge");
    const json = parseCanonical(bytes);
    const isWitnessed = json instanceof Map && json.has("witnesses");
    const file = shape(json, "checkpoint", "events", "format", "signer", ...isWitnessed ? ["witnesses"] : []);
    const [format, noteText, signerText] = ["format", "checkpoint", "signer"].map((key) => file.get(key));
    const elements = file.get("events");
    if (![format, noteText, signerText].every((text) => typeof text === "string") || !Array.isArray(elements)) refuse("wrongShape");
    if (format !== FORMAT) refuse("unknownFormat");
    if (elements.length > LIMITS.eventsMax) refuse("badEvents");
    const keys = isWitnessed ? file.get("witnesses") : [];
    if (!Array.isArray(keys) || !keys.every((key) => typeof key === "string") || isWitnessed && keys.length < 1) refuse("wrongShape");
    const events = elements.map(parseEvent);
    const note = parseNote(noteText);
    const signer = await parseKey(signerText);
    const witnesses = await parseWitnesses(keys);
    const [own, ...lines] = note.signatures;
    if (own.name !== signer.name || own.id !== signer.id) refuse("badCheckpoint");
    const checkpoint = await parseCheckpoint(note.text);
    if (checkpoint.origin !== signer.name) refuse("badCheckpoint");
    if (!await isValidSignature(signer.publicKey, own.signature, encoder.encode(note.text))) refuse("badSignature");
    if (new Set(witnesses.map((witness) => hexOf(witness.publicKey))).size !== witnesses.length) refuse("badWitnesses");
    if (lines.length !== witnesses.length
      || !lines.every((line, place) => line.name === witnesses[place].name && line.id === witnesses[place].id)) refuse("badCheckpoint");
    for (const [place, line] of lines.entries()) {
      if (!await isValidCosignature(witnesses[place], line.signature, note.text)) refuse("badCosignature");
    }
    if (events.length < 1 || events.some((event, place) => place > 0 && events[place - 1].index >= event.index)) refuse("badEvents");
    for (const event of events) await checkEvent(event, checkpoint);
    return { events, checkpoint, signer, witnesses };
  }

  // Judges a file. `status`: intact, genuine, refused; unable where this browser can't check; badKey for an unreadable key,
  // badPolicy for an unreadable policy (its bytes).
  async function check(bytes, publishedKey, policyBytes) {
    if (!globalThis.crypto?.subtle || !await isSupported()) {
      return { status: "unable", words: "unable to check: this browser can't verify Ed25519 signatures" };
    }
    let expected = null;
    if (publishedKey) {
      try { expected = await parseKey(publishedKey); } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return { status: "badKey", words: "unable to compare: the published key is not one" };
      }
    }
    let policy = null;
    if (policyBytes?.length) {
      try { policy = await parsePolicy(policyBytes); } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        return { status: "badPolicy", words: `unable to compare: the policy is none, ${error.message}` };
      }
    }
    try {
      const receipt = await parse(bytes);
      return policy ? judge(receipt, expected, policy) : compare(receipt, expected);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { status: "refused", code: error.code, words: `refused: ${error.message}` };
    }
  }
  function compare(receipt, expected) {
    const name = receipt.signer.shortName;
    if (!expected) return { status: "intact", receipt, words: `intact, signed by ${name}; compare this with the published key` };
    if (expected.text === receipt.signer.text) return { status: "genuine", receipt, words: `genuine, signed by ${name}` };
    return { status: "refused", code: "signedByAnother", words: `refused: signed by ${name}, not by ${expected.shortName}` };
  }
  function judge(receipt, expected, policy) {
    const name = receipt.signer.shortName;
    if (expected && expected.text !== receipt.signer.text) return compare(receipt, expected);
    const isOfPolicy = policy.logs.some((log) => log.text === receipt.signer.text);
    if (!isOfPolicy && policy.logs.length > 0) {
      return { status: "refused", code: "signedByUnknown", words: `refused: signed by ${name}, which is no log of the policy` };
    }
    const known = receipt.witnesses.filter((witness) => policy.witnesses.some((other) => other.text === witness.text));
    const names = known.map((witness) => witness.shortName).join(", ");
    if (!policy.isMet(known)) {
      return { status: "refused", code: "notWitnessed",
        words: `refused: signed by ${name}, but not cosigned as the policy asks${names && ` (only by ${names})`}` };
    }
    const by = `signed by ${name}${names && `, cosigned by ${names}`}`;
    return expected || isOfPolicy
      ? { status: "genuine", receipt, words: `genuine, ${by}` }
      : { status: "intact", receipt, words: `intact, ${by}; compare this with the published key` };
  }
  return { check, canonical, LIMITS };
})();
