// Looks at the page that is shown and returns what is wrong with it, as sentences. It knows no rule of the console: what
// it asks for is what WCAG 2.2 asks for at level AA, as far as a short script can see it.
const faults = [];
const CONTRAST_MIN = 4.5, LARGE_CONTRAST_MIN = 3, LARGE_PIXELS = 24, LARGE_BOLD_PIXELS = 18.66, TARGET_MIN = 24;

const name = (it) => {
  const own = it.tagName.toLowerCase() + (it.id ? "#" + it.id : it.className && it.getAttribute("class") ? "." + it.getAttribute("class").replaceAll(" ", ".") : "");
  const text = (it.textContent ?? "").trim().replaceAll(/\s+/g, " ").slice(0, 40);
  return text ? `${own} "${text}"` : own;
};
const isShown = (it) => it.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && it.getClientRects().length > 0;
const isOnPage = (it) => {
  const box = it.getBoundingClientRect();
  return box.right + scrollX > 0 && box.bottom + scrollY > 0;
};
const all = (selector) => [...document.querySelectorAll(selector)];
const isWritten = (text) => Boolean(text && text.trim());
const named = (it) =>
  isWritten(it.getAttribute("aria-label")) ||
  (it.getAttribute("aria-labelledby") ?? "").split(/\s+/).some((id) => isWritten(document.getElementById(id)?.textContent));

// The whole page.
if (!isWritten(document.title)) faults.push("the page has no title");
if (!isWritten(document.documentElement.lang)) faults.push("the page does not say its language");
if (all("h1").filter(isShown).length !== 1) faults.push(`there are ${all("h1").filter(isShown).length} main headings`);
if (all("main").length !== 1) faults.push(`there are ${all("main").length} main parts`);
let level = 0;
for (const it of all("h1, h2, h3, h4, h5, h6").filter(isShown)) {
  const own = Number(it.tagName[1]);
  if (own > level + 1) faults.push(`the heading ${name(it)} skips a level`);
  if (!isWritten(it.textContent)) faults.push(`the heading ${name(it)} is empty`);
  level = own;
}
const ids = all("[id]").map((it) => it.id);
for (const id of new Set(ids.filter((id, index) => ids.indexOf(id) !== index))) faults.push(`the id ${id} stands twice`);
for (const attribute of ["aria-describedby", "aria-labelledby", "aria-controls", "for"]) {
  for (const it of all(`[${attribute}]`)) {
    for (const id of it.getAttribute(attribute).split(/\s+/)) {
      if (!document.getElementById(id)) faults.push(`${attribute} of ${name(it)} names ${id}, which is not there`);
    }
  }
}
if (document.documentElement.scrollWidth > document.documentElement.clientWidth) {
  faults.push(`the page is ${document.documentElement.scrollWidth} wide in a window of ${document.documentElement.clientWidth}`);
}

// Parts with names.
for (const it of all("input:not([type=hidden]), select, textarea")) {
  if (!named(it) && ![...(it.labels ?? [])].some((label) => isWritten(label.textContent))) faults.push(`the field ${name(it)} has no label`);
}
for (const it of all("button, a[href], summary")) {
  const hasPicture = [...it.querySelectorAll("img[alt], svg[aria-label]")].some((picture) => isWritten(picture.getAttribute("alt") ?? picture.getAttribute("aria-label")));
  if (!named(it) && !isWritten(it.textContent) && !hasPicture) faults.push(`${name(it)} has no words`);
}
for (const it of all("a:not([href])")) faults.push(`the link ${name(it)} leads nowhere`);
for (const it of all("img:not([alt])")) faults.push(`the image ${it.src} has no alternative`);
for (const it of all("svg")) {
  if (it.getAttribute("aria-hidden") !== "true" && !named(it) && !it.querySelector(":scope > title")) faults.push("a drawing has no alternative");
}
for (const it of all("table")) {
  const part = it.closest("section, main");
  const heading = part && [...part.querySelectorAll("h1, h2, h3, h4")].some((heading) => heading.compareDocumentPosition(it) & Node.DOCUMENT_POSITION_FOLLOWING);
  if (!it.caption && !named(it) && !heading) faults.push(`the table ${name(it)} has neither caption nor heading`);
  for (const head of it.querySelectorAll("th:not([scope])")) faults.push(`the heading ${name(head)} of a table has no scope`);
}
for (const it of all("[tabindex]")) if (it.tabIndex > 0) faults.push(`${name(it)} jumps the order of the focus`);
for (const it of all("[style], [onclick], script:not([src]):not([type=\"application/json\"])")) faults.push(`${name(it)} holds a style or script of its own`);

// Contrast of texts, over all the grounds that lie behind them.
const drawing = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
// A page has few colours and many words, and reading a pixel back takes its time.
const read = new Map(), grounds = new Map();
const colour = (text) => {
  if (!read.has(text)) read.set(text, drawn(text));
  return read.get(text);
};
const drawn = (text) => {
  drawing.clearRect(0, 0, 1, 1);
  drawing.fillStyle = text;
  drawing.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = drawing.getImageData(0, 0, 1, 1).data;
  return { channels: [red, green, blue], alpha: alpha / 255 };
};
const over = (upper, lower) => upper.channels.map((value, index) => value * upper.alpha + lower[index] * (1 - upper.alpha));
const ground = (it) => {
  if (!it) return matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18] : [255, 255, 255];
  if (!grounds.has(it)) grounds.set(it, over(colour(getComputedStyle(it).backgroundColor), ground(it.parentElement)));
  return grounds.get(it);
};
const luminance = (channels) => {
  const [red, green, blue] = channels.map((value) => value / 255).map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one, other) => {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
};
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
let looked = 0;
for (let text = texts.nextNode(); text; text = texts.nextNode()) {
  const it = text.parentElement;
  if (!isWritten(text.data) || !isShown(it) || !isOnPage(it) || it.closest(":disabled, svg, option")) continue;
  looked += 1;
  const style = getComputedStyle(it), behind = ground(it);
  const found = contrast(over(colour(style.color), behind), behind);
  const size = parseFloat(style.fontSize);
  const isLarge = size >= LARGE_PIXELS || (size >= LARGE_BOLD_PIXELS && Number(style.fontWeight) >= 700);
  if (found < (isLarge ? LARGE_CONTRAST_MIN : CONTRAST_MIN)) faults.push(`the contrast of ${name(it)} is ${found.toFixed(2)}`);
}
for (const it of all("input:not([type=hidden]), select, textarea").filter(isShown)) {
  const style = getComputedStyle(it), behind = ground(it);
  const found = contrast(over(colour(style.color), behind), behind);
  if (found < CONTRAST_MIN) faults.push(`the contrast of what is typed into ${name(it)} is ${found.toFixed(2)}`);
}
if (!looked) faults.push("no text was found");

// Targets of pointers: as large as asked for, or far from all others, or a part of a sentence (WCAG 2.5.8).
const targets = all("a[href], button, input:not([type=hidden]), select, textarea, summary").filter((it) => isShown(it) && isOnPage(it));
const isInSentence = (it) => {
  if (getComputedStyle(it).display !== "inline") return false;
  const around = it.closest("p, li, td, dd, span");
  return Boolean(around) && around.textContent.trim().length > it.textContent.trim().length;
};
const middle = (box) => [box.left + box.width / 2, box.top + box.height / 2];
for (const it of targets) {
  const box = it.getBoundingClientRect();
  if ((box.width >= TARGET_MIN && box.height >= TARGET_MIN) || isInSentence(it)) continue;
  const [x, y] = middle(box);
  const crowded = targets.find((other) => {
    if (other === it || it.contains(other) || other.contains(it)) return false;
    const place = other.getBoundingClientRect();
    const [nearX, nearY] = [Math.max(place.left, Math.min(x, place.right)), Math.max(place.top, Math.min(y, place.bottom))];
    return Math.hypot(nearX - x, nearY - y) < TARGET_MIN / 2;
  });
  if (crowded) faults.push(`${name(it)} is ${Math.round(box.width)} × ${Math.round(box.height)} and too near to ${name(crowded)}`);
}
return faults;
