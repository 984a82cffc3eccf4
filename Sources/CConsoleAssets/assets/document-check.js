// Checks the receipt in this page with receipt-check.js, which runs before, and shows what the log holds. It loads nothing.

(async () => {
  const LOOKS = { intact: "warn", genuine: "good", refused: "bad", unable: "warn", badKey: "warn" };
  const place = document.getElementById("check");
  const verdict = place.querySelector("[data-verdict]");
  const form = place.querySelector("form");
  // In a page a less-than sign is written as an escape, so that no text can end the element.
  const text = document.getElementById("signed").textContent
    .replace(/\\(u003c|[^])/g, (whole, rest) => rest === "u003c" ? "<" : whole);
  const bytes = new TextEncoder().encode(text);

  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  function element(name, words, kind) {
    const made = document.createElement(name);
    made.textContent = words;
    if (kind) made.className = kind;
    return made;
  }
  async function isNamed() {
    if (!place.dataset.digest) return true;
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("") === place.dataset.digest;
  }
  async function check() {
    let outcome = await PerisaiReceipt.check(bytes, form.elements.key.value.trim() || null);
    if (outcome.receipt && !await isNamed()) outcome = { status: "refused" };
    const signer = outcome.receipt?.signer.shortName ?? "";
    const line = element("p", fill(place.dataset[outcome.status], { signer }), `verdict ${LOOKS[outcome.status]}`);
    line.dataset.status = outcome.status;
    const parts = [line];
    if (outcome.receipt) {
      const { events, checkpoint } = outcome.receipt;
      parts.push(element("p", fill(place.dataset.checked, { size: checkpoint.size, origin: checkpoint.origin })));
      for (const event of events) {
        const shown = event.fields.filter((field) => field.name);
        const values = { position: event.index, shown: shown.length, hidden: event.fields.length - shown.length, path: event.path.length };
        const details = document.createElement("details");
        const list = document.createElement("dl");
        for (const field of shown) {
          list.append(element("dt", field.name), element("dd", PerisaiReceipt.canonical(field.value)));
        }
        details.append(element("summary", fill(place.dataset.act, values)), list);
        parts.push(details);
      }
    }
    verdict.replaceChildren(...parts);
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    check();
  });
  await check();
})();
