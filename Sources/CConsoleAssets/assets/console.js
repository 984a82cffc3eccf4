// What the console adds where a browser runs scripts. Every page and every decision works without it.

// Keys of the queue: j and k go through the rows, Enter opens one, ? names the keys.
const rows = [...document.querySelectorAll("[data-queue] tbody tr")];
let selected = -1;

function select(index) {
  if (rows.length === 0) return;
  rows[selected]?.removeAttribute("aria-selected");
  selected = Math.max(0, Math.min(rows.length - 1, index));
  rows[selected].setAttribute("aria-selected", "true");
  rows[selected].querySelector("a")?.focus();
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (/^(?:INPUT|TEXTAREA|SELECT|BUTTON)$/.test(event.target.tagName)) return;
  switch (event.key) {
    case "j": select(selected + 1); break;
    case "k": select(selected - 1); break;
    case "?": document.querySelector("[data-keys]")?.focus(); break;
    default: return;
  }
  event.preventDefault();
});

// What was typed into a form is kept in this tab until it was sent, so that a restart of the node loses nothing.
for (const form of document.querySelectorAll("form[data-keep]")) {
  const place = `perisai:${location.pathname}:${form.dataset.keep}`;
  const fields = () => [...form.elements].filter((field) => field.name && field.name !== "token" && field.type !== "hidden");
  try {
    // What was sent and taken needs no keeping.
    if (new URLSearchParams(location.search).has("done")) sessionStorage.removeItem(place);
    const kept = JSON.parse(sessionStorage.getItem(place) ?? "{}");
    for (const field of fields()) if (!field.value && kept[field.name]) field.value = kept[field.name];
    form.addEventListener("input", () => {
      sessionStorage.setItem(place, JSON.stringify(Object.fromEntries(fields().map((field) => [field.name, field.value]))));
    });
    if (form.dataset.done !== undefined) sessionStorage.removeItem(place);
  } catch { /* A browser that keeps nothing loses nothing else. */ }
}

// A file that is dropped on a field with a file goes into it.
for (const field of document.querySelectorAll("[data-drop]")) {
  const input = field.querySelector("input[type=file]");
  field.addEventListener("dragover", (event) => event.preventDefault());
  field.addEventListener("drop", (event) => {
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    input.files = event.dataTransfer.files;
  });
}
