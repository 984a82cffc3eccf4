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

// What was typed into a form is kept in this tab until it was sent, so that a restart of the node loses nothing. A form
// is known by where it is sent: it comes on several pages.
const places = new Map([...document.querySelectorAll("form[data-keep]")].map((form) => [form, `perisai:${new URL(form.action).pathname}`]));
try {
  for (const [form, place] of places) {
    const fields = () => [...form.elements].filter((field) => field.name && field.name !== "act" && field.type !== "hidden");
    const kept = JSON.parse(sessionStorage.getItem(place) ?? "{}");
    for (const field of fields()) field.value = kept[field.name] ?? field.value;
    form.addEventListener("input", () => {
      sessionStorage.setItem(place, JSON.stringify(Object.fromEntries(fields().map((field) => [field.name, field.value]))));
    });
  }
  // What was decided is kept no longer, and whoever logs out leaves nothing behind.
  if (places.size === 0) {
    for (const it of document.querySelectorAll("[data-forget]")) sessionStorage.removeItem(`perisai:${location.pathname}/${it.dataset.forget}`);
  }
  document.querySelector('form[action="/console/logout"]')?.addEventListener("submit", () => sessionStorage.clear());
} catch { /* A browser that keeps nothing loses nothing else. */ }
