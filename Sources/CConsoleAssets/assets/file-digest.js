// Hashes a file in this browser, so that only its SHA-256 is sent. Without this the server hashes it and keeps nothing.

for (const place of document.querySelectorAll("input[type=file]#file")) {
  const form = place.form;
  const field = form.elements.scan;
  if (!field) continue;
  place.addEventListener("change", async () => {
    const file = place.files[0];
    if (!file) return;
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
    field.value = Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
    // What is not sent can't be kept.
    place.value = "";
  });
}
