// Hashes files in this browser: each becomes a line of a text, SHA-256, size and name. The files themselves are never sent.

const HEXADECIMAL = 16;
const NAME_MAX = 100;

async function line(file) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  const digits = Array.from(hash, (byte) => byte.toString(HEXADECIMAL).padStart(2, "0")).join("");
  return `${digits} ${file.size} ${Array.from(file.name.replace(/\s+/g, " ").trim()).slice(0, NAME_MAX).join("") || "file"}`;
}

async function take(field, files) {
  const lines = field.value.split("\n").filter((text) => text.trim());
  for (const file of files) {
    const text = await line(file);
    if (!lines.includes(text)) lines.push(text);
  }
  field.value = lines.join("\n");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

for (const field of document.querySelectorAll("textarea[data-hashing]")) {
  const chooser = document.createElement("input");
  chooser.type = "file";
  chooser.multiple = true;
  chooser.id = `${field.id}-chooser`;
  const label = document.createElement("label");
  label.htmlFor = chooser.id;
  label.textContent = field.dataset.hashing;
  // It has no name, so the form does not send it.
  field.after(label, chooser);
  chooser.addEventListener("change", async () => {
    await take(field, chooser.files);
    chooser.value = "";
  });
  field.addEventListener("paste", (event) => {
    if (!event.clipboardData.files.length) return;
    event.preventDefault();
    take(field, event.clipboardData.files);
  });
  field.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    take(field, event.dataTransfer.files);
  });
}
