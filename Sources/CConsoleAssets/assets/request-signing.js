// Signs the documents of a draft with the key that this browser holds, and sends what was signed. Each document is shown,
// from what is then signed, before the form is sent. Without the key, files that were signed elsewhere are uploaded.

const form = document.querySelector("form[data-signing]");
const owner = form?.dataset.signing;
const keys = form && await PerisaiKeys.show(owner).catch(() => null);
if (keys) {
  const button = form.querySelector("[data-sign]");
  const status = form.querySelector("[role=status]");
  const fingerprint = form.querySelector("[data-fingerprint]");
  fingerprint.textContent = keys.signing.fingerprint;
  for (const part of form.querySelectorAll("[data-with-key]")) part.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      const signed = [];
      for (const place of document.querySelectorAll("pre[data-statement]")) {
        const text = place.dataset.signed || place.textContent;
        signed.push(place.dataset.signed
          ? await PerisaiStatement.coSign(text, "request", owner, place)
          : await PerisaiStatement.sign(text, "request", owner, place));
      }
      form.elements.signed.value = signed.join("\n");
      for (const file of form.querySelectorAll("input[type=file]")) file.disabled = true;
      form.submit();
    } catch (problem) {
      status.textContent = `${form.dataset.failed} ${problem.message}`;
      button.disabled = false;
    }
  });
}
