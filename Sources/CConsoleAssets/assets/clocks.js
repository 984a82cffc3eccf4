// Lets the clocks of a page run. Without it they show how far away the end was when the page was made, and when it is.
const digits = new Intl.NumberFormat(document.documentElement.lang, { minimumIntegerDigits: 2, useGrouping: false });
const clocks = [...document.querySelectorAll("time[data-clock]")].map((place) => ({
  place, end: Date.parse(place.dateTime),
}));

function show() {
  for (const { place, end } of clocks) {
    const seconds = Math.floor((end - Date.now()) / 1000);
    const left = Math.abs(seconds);
    const parts = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
    place.textContent = (seconds < 0 ? "−" : "") + parts.map((part) => digits.format(part)).join(":");
  }
}

if (clocks.length > 0) {
  show();
  setInterval(show, 1000);
}
