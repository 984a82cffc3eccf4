// Signs the documents of a draft with the key that this browser holds, and sends what was signed. What is signed stands open on
// the page before anybody can sign it, read from that itself: a node that shows one request and has another one signed gets no
// signature. Without the key, files that were signed elsewhere are uploaded.

const words = (text) => text.replace(/\s+/gu, " ").trim();

// What would be signed at one place on the page; fails where the text or the items that the node shows are others.
function look(place) {
  const given = place.dataset.signed || place.textContent;
  const { text, statement } = PerisaiStatement.contents(given, "request", Boolean(place.dataset.signed));
  const section = place.closest("section");
  const rows = [...section.querySelectorAll("tbody tr")].map((row) => words(row.textContent));
  const items = statement.get("items");
  const isShown = (item, row) => ["address", "reasons"].every((name) => row.includes(words(item.get(name))));
  const isSame = text === place.textContent && items.length === rows.length
    && items.every((item, number) => isShown(item, rows[number]));
  place.textContent = text;
  place.closest("details").open = true;
  if (!isSame) throw new Error("What would be signed is not what is shown.");
  return { place, given, text };
}

const form = document.querySelector("form[data-signing]");
const owner = form?.dataset.signing;
const keys = form && await PerisaiKeys.show(owner).catch(() => null);
if (keys) {
  const button = form.querySelector("[data-sign]");
  const status = form.querySelector("[role=status]");
  const fail = (problem) => { status.textContent = `${form.dataset.failed} ${problem.message}`; };
  const fingerprint = form.querySelector("[data-fingerprint]");
  fingerprint.textContent = keys.signing.fingerprint;
  for (const part of form.querySelectorAll("[data-with-key]")) part.hidden = false;
  let shown = [];
  button.disabled = true;
  try {
    shown = [...document.querySelectorAll("pre[data-statement]")].map(look);
    button.disabled = shown.length === 0;
  } catch (problem) {
    fail(problem);
  }
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      const signed = [];
      // What was shown, whatever became of the page since.
      for (const { place, given, text } of shown) {
        signed.push(given === text
          ? await PerisaiStatement.sign(text, "request", owner, place)
          : await PerisaiStatement.coSign(given, "request", owner, place));
      }
      form.elements.signed.value = signed.join("\n");
      for (const file of form.querySelectorAll("input[type=file]")) file.disabled = true;
      form.submit();
    } catch (problem) {
      fail(problem);
      button.disabled = false;
    }
  });
}
