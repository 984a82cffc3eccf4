// Seals and opens files in the browser exactly as docs/formats/sealed-files.md says. Needs signing-key.js and statement.js;
// touches no document.
"use strict";

globalThis.PerisaiSealedFile = (() => {
  const { bytesOfHex, find, hexOf, idOf, isHex, join, sha256 } = globalThis.PerisaiKeys;
  const { canonicalOf } = globalThis.PerisaiStatement;
  const encoder = new TextEncoder();
  const MAGIC = encoder.encode("perisai-sealed/1\n");
  const DOMAIN = "perisai/sealed-file/v1\n";
  const LIMITS = { headerMax: 1 << 15, sizeMax: 2 ** 30, recipientsMax: 64, nameMax: 255 };
  const [PIECE, TAG] = [1 << 16, 16];
  const WORDS = {
    notSealed: "this is not a sealed file",
    badHeader: "the header is not written as it must be",
    badName: "the name can't be a file's name",
    tooLarge: "the file is too large",
    badRecipients: "the keys can't be sealed to",
    notForThisKey: "the file is not sealed to your key",
    noKey: "this browser has no key of yours",
    damaged: "the file was changed",
    truncated: "the file ends too early",
    trailingBytes: "something follows the end of the file",
  };
  class Refusal extends Error {
    constructor(code) { super(WORDS[code]); this.code = code; }
  }
  const refuse = (code) => { throw new Refusal(code); };

  // HKDF (RFC 5869) in its two steps, as HPKE labels each.
  async function hmac(key, ...parts) {
    const secret = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    return new Uint8Array(await crypto.subtle.sign("HMAC", secret, join(...parts)));
  }
  const ONE = new Uint8Array([1]);
  // Nothing as a salt is as much as zeros, and no output here is longer than one hash.
  const expand = async (secret, length, ...info) => (await hmac(secret, ...info, ONE)).slice(0, length);
  const NONE = new Uint8Array();
  const NO_SALT = new Uint8Array(32);
  const KEM = join(encoder.encode("KEM"), new Uint8Array([0, 0x20]));
  const SUITE = join(encoder.encode("HPKE"), new Uint8Array([0, 0x20, 0, 1, 0, 2]));
  const VERSION = encoder.encode("HPKE-v1");
  const labelledExtract = (suite, salt, label, material) =>
    hmac(salt, VERSION, suite, encoder.encode(label), material);
  const labelledExpand = (suite, secret, label, info, length) =>
    expand(secret, length, new Uint8Array([0, length]), VERSION, suite, encoder.encode(label), info);

  // HPKE (RFC 9180), base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM.
  const publicKeyOf = (bytes) => crypto.subtle.importKey("raw", bytes, { name: "X25519" }, false, []);
  async function agree(secret, bytes) {
    return new Uint8Array(await crypto.subtle.deriveBits({ name: "X25519", public: await publicKeyOf(bytes) }, secret, 256));
  }
  async function schedule(agreed, encapsulated, recipient, info) {
    const extracted = await labelledExtract(KEM, NO_SALT, "eae_prk", agreed);
    const shared = await labelledExpand(KEM, extracted, "shared_secret", join(encapsulated, recipient), 32);
    const context = join(
      new Uint8Array([0]),
      await labelledExtract(SUITE, NO_SALT, "psk_id_hash", NONE),
      await labelledExtract(SUITE, NO_SALT, "info_hash", info),
    );
    const secret = await labelledExtract(SUITE, shared, "secret", NONE);
    return {
      key: await labelledExpand(SUITE, secret, "key", context, 32),
      nonce: await labelledExpand(SUITE, secret, "base_nonce", context, 12),
    };
  }
  const cipherKey = (bytes) => crypto.subtle.importKey("raw", bytes, { name: "AES-GCM" }, false, ["encrypt", "decrypt"]);
  async function encrypt(key, nonce, beside, text) {
    const parameters = { name: "AES-GCM", iv: nonce, additionalData: beside };
    return new Uint8Array(await crypto.subtle.encrypt(parameters, key, text));
  }
  async function decrypt(key, nonce, beside, text) {
    const parameters = { name: "AES-GCM", iv: nonce, additionalData: beside };
    try { return new Uint8Array(await crypto.subtle.decrypt(parameters, key, text)); } catch { return refuse("damaged"); }
  }

  const derived = async (contentKey, use) => expand(await hmac(NO_SALT, contentKey), 32, encoder.encode(DOMAIN + use));
  const INFO = encoder.encode(DOMAIN + "content key");
  const headerText = (header, recipients) => canonicalOf(JSON.stringify({ ...header, recipients }));
  const describedBy = (header) =>
    encoder.encode(headerText(header, header.recipients.map((recipient) => recipient.key)));
  const count = (size) => Math.max(1, Math.ceil(size / PIECE));
  const pieceSize = (size, place) => place < count(size) - 1 ? PIECE : size - (count(size) - 1) * PIECE;
  function nonceOf(place, size) {
    const nonce = new Uint8Array(12);
    new DataView(nonce.buffer).setUint32(7, place);
    nonce[11] = place === count(size) - 1 ? 1 : 0;
    return nonce;
  }

  // Seals a Blob to keys written as x25519: and digits; gives a Blob.
  async function seal(content, name, recipients) {
    checkName(name);
    if (content.size > LIMITS.sizeMax) refuse("tooLarge");
    // The highest bit counts for nothing, so that a key with it would have two ids.
    const isKey = (text) => text.startsWith("x25519:") && isHex(text.slice(7), 32) && /^[0-7]/.test(text.slice(-2));
    if (!recipients.every(isKey)) refuse("badRecipients");
    const contentKey = crypto.getRandomValues(new Uint8Array(32));
    const keys = [];
    for (const text of recipients) {
      const bytes = bytesOfHex(text.slice(7));
      keys.push({ bytes, key: await idOf("x25519", bytes) });
    }
    keys.sort((left, right) => (left.key < right.key ? -1 : 1));
    const header = { commitment: hexOf(await derived(contentKey, "commitment")), name, size: content.size, recipients: keys };
    checkRecipients(keys);
    const beside = describedBy(header);
    header.recipients = [];
    for (const { bytes, key } of keys) header.recipients.push({ key, ...await sealKey(contentKey, bytes, beside) });
    const json = encoder.encode(headerText(header, header.recipients));
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, json.length);
    const head = join(MAGIC, length, json);
    const digest = await sha256(head);
    const key = await cipherKey(await derived(contentKey, "pieces"));
    const parts = [head];
    for (let place = 0; place < count(content.size); place += 1) {
      const start = place * PIECE;
      const piece = new Uint8Array(await content.slice(start, start + pieceSize(content.size, place)).arrayBuffer());
      if (piece.length !== pieceSize(content.size, place)) refuse("truncated");
      parts.push(await encrypt(key, nonceOf(place, content.size), digest, piece));
    }
    return new Blob(parts, { type: "application/octet-stream" });
  }
  async function sealKey(contentKey, recipient, beside) {
    const ephemeral = await crypto.subtle.generateKey({ name: "X25519" }, false, ["deriveBits"]);
    const encapsulated = new Uint8Array(await crypto.subtle.exportKey("raw", ephemeral.publicKey));
    let agreed;
    // A key of small order gives zeros, which browsers refuse.
    try { agreed = await agree(ephemeral.privateKey, recipient); } catch { refuse("badRecipients"); }
    const { key, nonce } = await schedule(agreed, encapsulated, recipient, INFO);
    return {
      encapsulated: hexOf(encapsulated),
      sealedKey: hexOf(await encrypt(await cipherKey(key), nonce, beside, contentKey)),
    };
  }

  function checkName(name) {
    const length = encoder.encode(name).length;
    if (length < 1 || length > LIMITS.nameMax || name === "." || name === ".." || !name.isWellFormed()
      || /[\u0000-\u001f\u007f-\u009f/\\]/.test(name)) refuse("badName");
  }
  function checkRecipients(recipients) {
    if (recipients.length < 1 || recipients.length > LIMITS.recipientsMax) refuse("badRecipients");
    if (recipients.some((it, place) => place > 0 && recipients[place - 1].key >= it.key)) refuse("badRecipients");
  }
  async function readHeader(file) {
    const prefix = new Uint8Array(await file.slice(0, MAGIC.length + 4).arrayBuffer());
    if (prefix.length < MAGIC.length + 4 || !MAGIC.every((byte, place) => byte === prefix[place])) refuse("notSealed");
    const length = new DataView(prefix.buffer).getUint32(MAGIC.length);
    if (length > LIMITS.headerMax) refuse("badHeader");
    const head = new Uint8Array(await file.slice(0, prefix.length + length).arrayBuffer());
    if (head.length < prefix.length + length) refuse("truncated");
    let header;
    try {
      const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(head.slice(prefix.length));
      if (canonicalOf(text) !== text) refuse("badHeader");
      header = JSON.parse(text);
    } catch { refuse("badHeader"); }
    const has = (value, ...names) => value !== null && typeof value === "object" && !Array.isArray(value)
      && Object.keys(value).sort().join() === names.join();
    if (!has(header, "commitment", "name", "recipients", "size") || !isHex(header.commitment, 32)
      || typeof header.name !== "string" || !Number.isSafeInteger(header.size) || !Array.isArray(header.recipients)
      || !header.recipients.every((it) => has(it, "encapsulated", "key", "sealedKey") && isHex(it.encapsulated, 32)
        && isHex(it.key, 32) && isHex(it.sealedKey, 48))) refuse("badHeader");
    checkName(header.name);
    if (header.size < 0 || header.size > LIMITS.sizeMax) refuse("tooLarge");
    checkRecipients(header.recipients);
    return { head, header };
  }

  // Opens a Blob with the keys that somebody has in this browser; gives the name and a Blob, when all of it was opened.
  async function open(file, owner) {
    const { head, header } = await readHeader(file);
    const keys = await find(owner);
    if (!keys) refuse("noKey");
    const mine = header.recipients.find((recipient) => recipient.key === keys.encryption.id);
    if (!mine) refuse("notForThisKey");
    const encapsulated = bytesOfHex(mine.encapsulated);
    let agreed;
    try { agreed = await agree(keys.encryption.secret, encapsulated); } catch { refuse("damaged"); }
    const { key, nonce } = await schedule(agreed, encapsulated, keys.encryption.bytes, INFO);
    const contentKey = await decrypt(await cipherKey(key), nonce, describedBy(header), bytesOfHex(mine.sealedKey));
    if (hexOf(await derived(contentKey, "commitment")) !== header.commitment) refuse("damaged");
    const end = head.length + header.size + count(header.size) * TAG;
    if (file.size < end) refuse("truncated");
    if (file.size > end) refuse("trailingBytes");
    const digest = await sha256(head);
    const pieceKey = await cipherKey(await derived(contentKey, "pieces"));
    const parts = [];
    let start = head.length;
    for (let place = 0; place < count(header.size); place += 1) {
      const length = pieceSize(header.size, place) + TAG;
      const sealed = new Uint8Array(await file.slice(start, start + length).arrayBuffer());
      parts.push(await decrypt(pieceKey, nonceOf(place, header.size), digest, sealed));
      start += length;
    }
    return { name: header.name, content: new Blob(parts, { type: "application/octet-stream" }) };
  }

  return { seal, open };
})();
