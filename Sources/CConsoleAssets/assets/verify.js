// Verifies a receipt in this browser: fields, leaf, path, root and signature are computed here, from the receipt alone.
// The algorithm is that of receipt-check.js, which runs before this; nothing that the server says about itself is believed.

const LOOKS = { intact: "warn", genuine: "good", refused: "bad", unable: "warn", badKey: "warn" };

function element(name, text, kind) {
  const made = document.createElement(name);
  made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

// The words of the page with the values in their places.
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

function show(place, texts, outcome) {
  const box = document.createElement("div");
  box.className = `notice ${LOOKS[outcome.status]}`;
  const words = texts[outcome.status];
  const signer = outcome.receipt?.signer.shortName ?? "";
  box.append(element("p", fill(words, { signer })));
  box.dataset.status = outcome.status;
  const parts = [box];
  if (outcome.receipt) {
    const { events, checkpoint } = outcome.receipt;
    box.append(element("p", fill(texts.checked, { size: checkpoint.size, origin: checkpoint.origin })));
    for (const event of events) {
      const shown = event.fields.filter((field) => field.name);
      const values = { position: event.index, shown: shown.length, hidden: event.fields.length - shown.length, path: event.path.length };
      const details = document.createElement("details");
      details.append(element("summary", fill(texts.act, values)));
      const list = document.createElement("dl");
      list.className = "terms";
      for (const field of shown) {
        list.append(element("dt", field.name), element("dd", PerisaiReceipt.canonical(field.value), "hash"));
      }
      details.append(list);
      parts.push(details);
    }
  }
  place.replaceChildren(...parts);
}

for (const part of document.querySelectorAll("[data-verify]")) {
  const place = part.querySelector("[data-verdict]");
  const field = part.querySelector("input");
  part.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    place.replaceChildren(element("p", part.dataset.working));
    try {
      const answer = await fetch(part.dataset.verify, { redirect: "error" });
      if (!answer.ok) throw new Error(String(answer.status));
      const bytes = new Uint8Array(await answer.arrayBuffer());
      show(place, part.dataset, await PerisaiReceipt.check(bytes, field.value.trim() || null));
    } catch {
      place.replaceChildren(element("p", part.dataset.missing, "notice bad"));
    }
  });
}
