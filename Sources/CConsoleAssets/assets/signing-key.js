// The keys of whoever signs and opens in this browser. Their secrets can be used here and never be read or sent.
// Other scripts find what follows as globalThis.PerisaiKeys; docs/formats/statements.md says how keys are written.
"use strict";

globalThis.PerisaiKeys = (() => {
  const DATABASE = "perisai-keys";
  const STORE = "keys";
  const encoder = new TextEncoder();

  // Bytes.
  const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const isHex = (text, count) => typeof text === "string" && text.length === 2 * count && /^[0-9a-f]*$/.test(text);
  function bytesOfHex(text) {
    const bytes = new Uint8Array(text.length / 2);
    for (let index = 0; index < bytes.length; index += 1) bytes[index] = parseInt(text.slice(2 * index, 2 * index + 2), 16);
    return bytes;
  }
  function join(...parts) {
    const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let place = 0;
    for (const part of parts) { bytes.set(part, place); place += part.length; }
    return bytes;
  }
  const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", join(...parts)));

  // What a public key is known by.
  const idOf = async (kind, publicKey) => hexOf(await sha256(encoder.encode(kind + "\n"), publicKey));
  // For people who compare by eye: sixteen groups of four digits.
  const fingerprint = (id) => id.match(/.{4}/g).join(" ");

  // IndexedDB keeps keys as they are: what can't be exported stays so.
  const settled = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  async function open() {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    return settled(request);
  }
  async function within(mode, act) {
    const database = await open();
    try {
      const transaction = database.transaction(STORE, mode);
      const done = new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onerror = transaction.onabort = () => reject(transaction.error);
      });
      const result = await settled(act(transaction.objectStore(STORE)));
      await done;
      return result;
    } finally { database.close(); }
  }

  async function pair(kind, algorithm, uses) {
    const { privateKey, publicKey } = await crypto.subtle.generateKey({ name: algorithm }, false, uses);
    const bytes = new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));
    return { kind, secret: privateKey, bytes, id: await idOf(kind, bytes), text: `${kind}:${hexOf(bytes)}` };
  }
  // What may be shown and sent: all but the secret.
  const shown = ({ kind, id, text }) => ({ kind, id, text, fingerprint: fingerprint(id) });
  const shownBoth = (keys) => keys && { signing: shown(keys.signing), encryption: shown(keys.encryption), madeAt: keys.madeAt };

  // Makes both keys of somebody, unless they are there. `owner`: a name for them in this browser, as the person's id.
  async function make(owner) {
    if (await find(owner)) throw new Error("There are keys already; remove them first.");
    const keys = {
      signing: await pair("ed25519", "Ed25519", ["sign", "verify"]),
      encryption: await pair("x25519", "X25519", ["deriveBits"]),
      madeAt: new Date().toISOString(),
    };
    // Another page may have made some meanwhile; add() refuses then.
    await within("readwrite", (store) => store.add(keys, owner));
    // A browser that tidies up must not lose them; it may say no.
    await navigator.storage?.persist?.();
    return shownBoth(keys);
  }
  const find = (owner) => within("readonly", (store) => store.get(owner));
  const show = async (owner) => shownBoth(await find(owner)) ?? null;
  const remove = (owner) => within("readwrite", (store) => store.delete(owner));

  // Whether this browser can make such keys at all.
  async function isSupported() {
    if (!globalThis.crypto?.subtle || !globalThis.indexedDB) return false;
    try {
      await pair("ed25519", "Ed25519", ["sign", "verify"]);
      await pair("x25519", "X25519", ["deriveBits"]);
      return true;
    } catch { return false; }
  }

  return { make, find, show, remove, isSupported, idOf, fingerprint, hexOf, bytesOfHex, isHex, join, sha256 };
})();
