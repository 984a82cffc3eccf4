// What the console adds where a browser runs scripts. Every page and every decision works without it.

// Keys of a list, where the focus is in it: j and k go through the rows, Enter opens one, ? names the keys. Elsewhere
// single letters do nothing, since whoever speaks to their device says many of them.
const rows = () => [...document.querySelectorAll("[data-queue] tbody tr")];

// The keys are named only where they work.
const nameKeys = () => { for (const it of document.querySelectorAll("[data-keys]")) it.hidden = false; };
nameKeys();

function select(step) {
  const all = rows();
  if (all.length === 0) return;
  const present = all.findIndex((row) => row.getAttribute("aria-selected") === "true");
  const next = Math.max(0, Math.min(all.length - 1, present < 0 ? 0 : present + step));
  all[present]?.removeAttribute("aria-selected");
  all[next].setAttribute("aria-selected", "true");
  all[next].querySelector("a")?.focus();
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (!event.target.closest("[data-queue]") || /^(?:INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
  switch (event.key) {
    case "j": select(1); break;
    case "k": select(-1); break;
    case "?": document.querySelector("[data-keys]")?.focus(); break;
    default: return;
  }
  event.preventDefault();
});

// The queue is fetched anew when the node says that a case changed; the chosen row and the focus stay where they are.
const queue = document.querySelector("[data-live]");
if (queue && !new URLSearchParams(location.search).has("after")) {
  const source = new EventSource("/console/queue/live");
  source.addEventListener("message", async () => {
    const answer = await fetch(location.href, { redirect: "error" });
    if (!answer.ok) return source.close();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const news = page.querySelector("[data-live]");
    if (!news) return;
    const chosen = queue.querySelector("tr[aria-selected] a")?.getAttribute("href");
    const focused = queue.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    queue.replaceChildren(...news.childNodes);
    nameKeys();
    const link = (href) => [...queue.querySelectorAll("a")].find((one) => one.getAttribute("href") === href);
    if (chosen) link(chosen)?.closest("tr").setAttribute("aria-selected", "true");
    if (focused) link(focused)?.focus();
  });
  addEventListener("pagehide", () => source.close());
}

// What was typed into a form is kept in this tab until it was taken, so that a restart of the node loses nothing. A form
// is known by where it is sent: it comes on several pages. What the node answers to a form holds what was typed, and
// what the node wrote into it: that counts, and not what was kept.
const sent = "perisai:sent";
const isBox = (field) => field.type === "checkbox" || field.type === "radio";
const isKept = (field) => field.name && field.name !== "act" && !["hidden", "file", "password", "submit"].includes(field.type);
const nameOf = (field) => (isBox(field) ? `${field.name}=${field.value}` : field.name);
const owner = document.body.dataset.person;
const answer = document.body.dataset.answer;
try {
  // What one person typed is not for the next who logs in here.
  if (owner) {
    const before = sessionStorage.getItem("perisai:person");
    if (before && before !== owner) sessionStorage.clear();
    sessionStorage.setItem("perisai:person", owner);
  }
  // A page says in its address that a form was taken.
  if (new URLSearchParams(location.search).has("done")) {
    sessionStorage.removeItem(sessionStorage.getItem(sent) ?? sent);
    sessionStorage.removeItem(sent);
  }
  const answered = answer ? `perisai:${location.pathname}` : null;
  const forms = [...document.querySelectorAll("form[data-keep]")];
  for (const form of forms) {
    const place = `perisai:${new URL(form.action).pathname}`;
    const fields = () => [...form.elements].filter(isKept);
    const keep = () => {
      const typed = fields().map((field) => [nameOf(field), isBox(field) ? field.checked : field.value]);
      sessionStorage.setItem(place, JSON.stringify(Object.fromEntries(typed)));
    };
    const kept = place === answered ? {} : JSON.parse(sessionStorage.getItem(place) ?? "{}");
    if (place === answered) keep();
    for (const field of fields()) {
      const value = kept[nameOf(field)];
      if (value === undefined) continue;
      if (isBox(field)) field.checked = value;
      else field.value = value;
    }
    form.addEventListener("input", keep);
    form.addEventListener("submit", () => sessionStorage.setItem(sent, place));
  }
  // An answer without the form took what it held.
  if (answer === "taken" && !forms.some((form) => `perisai:${new URL(form.action).pathname}` === answered)) {
    sessionStorage.removeItem(answered);
  }
  // What was decided is kept no longer, and whoever logs out leaves nothing behind.
  if (forms.length === 0) {
    for (const it of document.querySelectorAll("[data-forget]")) sessionStorage.removeItem(`perisai:${location.pathname}/${it.dataset.forget}`);
  }
  document.querySelector('form[action="/console/logout"]')?.addEventListener("submit", () => sessionStorage.clear());
} catch { /* A browser that keeps nothing loses nothing else. */ }

// A file that is dropped on a field with a file goes into it; several go one by one into the fields of its form, in order.
for (const field of document.querySelectorAll("[data-drop]")) {
  field.addEventListener("dragover", (event) => event.preventDefault());
  field.addEventListener("drop", (event) => {
    const files = [...event.dataTransfer.files];
    if (files.length === 0) return;
    event.preventDefault();
    const fields = files.length === 1 ? [field] : [...field.closest("form").querySelectorAll("[data-drop]")];
    for (const [at, place] of fields.slice(0, files.length).entries()) {
      const one = new DataTransfer();
      one.items.add(files[at]);
      place.querySelector("input[type=file]").files = one.files;
    }
  });
}

// A list that is dropped on a text for one goes below what stands there. What is no text is told of, and changes nothing.
const LIST_BYTES_MAX = 1 << 20;
for (const field of document.querySelectorAll("textarea[data-list]")) {
  const problem = document.createElement("p");
  problem.className = "error";
  problem.setAttribute("role", "alert");
  field.addEventListener("dragover", (event) => {
    if (event.dataTransfer.types.includes("Files")) event.preventDefault();
  });
  field.addEventListener("drop", async (event) => {
    const files = [...event.dataTransfer.files];
    if (files.length === 0) return;
    event.preventDefault();
    problem.remove();
    try {
      if (files.reduce((sum, it) => sum + it.size, 0) > LIST_BYTES_MAX) throw new RangeError("too long");
      const lists = await Promise.all(files.map(async (it) => new TextDecoder("utf-8", { fatal: true }).decode(await it.arrayBuffer())));
      if (lists.some((text) => text.includes("\0"))) throw new TypeError("no text");
      field.value = [field.value, ...lists].map((text) => text.trim()).filter(Boolean).join("\n");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    } catch {
      problem.textContent = field.dataset.list;
      field.after(problem);
    }
  });
}
