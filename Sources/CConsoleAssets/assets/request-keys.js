// Makes the keys of an officer in this browser and fills their public halves in; the secret halves never leave it.

const form = document.querySelector("form[data-officer-keys]");
if (form && await PerisaiKeys.isSupported()) {
  const owner = form.dataset.officerKeys;
  const button = form.querySelector("[data-make]");
  const status = form.querySelector("[role=status]");
  const show = (keys) => {
    form.elements.signing.value = keys.signing.text;
    form.elements.encryption.value = keys.encryption.text;
    form.querySelector("[data-fingerprint]").textContent = keys.signing.fingerprint;
    for (const part of form.querySelectorAll("[data-made]")) part.hidden = false;
    button.hidden = true;
  };
  const known = await PerisaiKeys.show(owner).catch(() => null);
  if (known) show(known); else button.hidden = false;
  button.addEventListener("click", async () => {
    try { show(await PerisaiKeys.make(owner)); } catch (problem) { status.textContent = problem.message; }
  });
}
