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

// What was typed into a form is kept in this tab until it was taken, so that a restart of the node loses nothing.
const sent = "perisai:sent";
try {
  // A page says in its address that a form was taken.
  if (new URLSearchParams(location.search).has("done")) sessionStorage.removeItem(sessionStorage.getItem(sent) ?? sent);
} catch { /* As below. */ }
for (const form of document.querySelectorAll("form[data-keep]")) {
  const place = `perisai:${location.pathname}:${form.dataset.keep}`;
  const fields = () => [...form.elements].filter((field) => field.name && field.name !== "token" && field.type !== "hidden");
  try {
    const kept = JSON.parse(sessionStorage.getItem(place) ?? "{}");
    for (const field of fields()) if (!field.value && kept[field.name]) field.value = kept[field.name];
    form.addEventListener("input", () => {
      sessionStorage.setItem(place, JSON.stringify(Object.fromEntries(fields().map((field) => [field.name, field.value]))));
    });
    form.addEventListener("submit", () => sessionStorage.setItem(sent, place));
  } catch { /* A browser that keeps nothing loses nothing else. */ }
}
