// Checks the receipt in this page with receipt-check.js, which runs before, compares what stands on the page with it, and
// shows what the log holds. It loads nothing.

(async () => {
  const LOOKS = { intact: "warn", genuine: "good", refused: "bad", unable: "warn", badKey: "warn" };
  const place = document.getElementById("check");
  const verdict = place.querySelector("[data-verdict]");
  const form = place.querySelector("form");
  // In a page a less-than sign is written as an escape, so that no text can end the element.
  const text = document.getElementById("signed").textContent
    .replace(/\\(u003c|[^])/g, (whole, rest) => rest === "u003c" ? "<" : whole);
  const bytes = new TextEncoder().encode(text);

  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  function element(name, words, kind) {
    const made = document.createElement(name);
    made.textContent = words;
    if (kind) made.className = kind;
    return made;
  }
  async function isNamed() {
    if (!place.dataset.digest) return true;
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("") === place.dataset.digest;
  }

  // Whether a text is what the page shows of it: characters that nobody sees may be spelled out there.
  function isShown(raw, shown, isAddress) {
    let at = 0;
    let before = "";
    for (const scalar of raw) {
      const isEnd = !isAddress && /[\n\r\u0085\u2028\u2029]/.test(scalar);
      const isSecondHalf = scalar === "\n" && before === "\r";
      before = scalar;
      if (isEnd && isSecondHalf) continue;
      const code = scalar.codePointAt(0).toString(16).toUpperCase();
      const spelled = isAddress
        ? Array.from(new TextEncoder().encode(scalar), (byte) => "%" + byte.toString(16).toUpperCase().padStart(2, "0")).join("")
        : `[U+${code.padStart(4, "0")}]`;
      const forms = isEnd ? ["\n"] : [scalar, spelled, ...scalar === "\t" ? [" "] : []];
      const form = forms.find((form) => shown.startsWith(form, at));
      if (form === undefined) return false;
      at += form.length;
    }
    return at === shown.length;
  }
  const coordinated = (time) => `${time.slice(0, 10)} ${time.slice(11, 19)} UTC`;
  // A time stands there in the authority's zone and in UTC.
  function isTime(time, shown) {
    const lines = shown.split("\n");
    if (lines.pop() !== coordinated(time)) return false;
    const local = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) UTC([+-])(\d\d):(\d\d) \(/.exec(lines[0] ?? "");
    if (lines.length === 0) return true;
    if (lines.length > 1 || !local) return false;
    const ahead = (Number(local[4]) * 60 + Number(local[5])) * (local[3] === "-" ? -60000 : 60000);
    return Date.parse(`${local[1]}T${local[2]}Z`) - ahead === Date.parse(time.slice(0, 19) + "Z");
  }
  const linesOf = (cell) => Array.from(cell.querySelectorAll(".lines-kept"), (part) => part.textContent);
  // When an addressee signed an answer, and which items it answers.
  function signedAnswer(text) {
    try {
      const { purpose, statement } = JSON.parse(text);
      const time = statement.answeredAt;
      if (purpose !== "answer" || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/.test(time)) return { numbers: [] };
      return { time, numbers: (statement.items ?? []).map((item) => item.number) };
    } catch {
      return { numbers: [] };
    }
  }
  // What the receipt says, as RequestReceiptContent reads it.
  function recordOf(events) {
    const record = { items: new Map(), disclosed: [] };
    for (const event of events) {
      const field = Object.fromEntries(event.fields.filter((field) => field.name).map((field) => [field.name, field.value]));
      const number = field["fact.number"];
      const item = record.items.get(number) ?? {};
      if (number !== undefined) record.items.set(number, item);
      switch (field.type) {
        case "request.filed":
          Object.assign(record, { kind: field["fact.kind"], authority: field["fact.authority"], name: field["sealed.authorityName"] });
          break;
        case "request.itemFiled":
          Object.assign(item, { ground: field["fact.ground"], address: field["sealed.address"], asked: field["sealed.reasons"] });
          break;
        case "request.received": record.received = field["fact.receivedAt"] ?? field.time; break;
        case "request.turnedAway": record.received = field.time; break;
        case "request.itemAnswered":
          Object.assign(item, { outcome: field["fact.outcome"], reasons: field["sealed.reasons"], time: field.time });
          break;
        case "request.answered": {
          const { time, numbers } = signedAnswer(field["sealed.answer"] ?? "");
          for (const answered of numbers) if (record.items.has(answered)) record.items.get(answered).time = time;
          break;
        }
        case "request.itemReversed": item.reversed = field.time; break;
        case "request.disclosed":
          if (field["fact.category"] !== undefined) record.disclosed.push({ category: field["fact.category"], time: field.time });
          break;
        case "request.personTold": record.told = field.time; break;
      }
    }
    // Of what asks for data nothing is done by its answer, but by handing them over.
    const done = ["disclosure", "emergencyDisclosure"].includes(record.kind) ? record.disclosed
      : Array.from(record.items.values()).filter((item) => /^complied/.test(item.outcome ?? ""));
    record.carriedOut = done.map((item) => item.time).sort().pop();
    return record;
  }
  function isSameAsShown(events) {
    const vocabulary = JSON.parse(place.dataset.vocabulary);
    const record = recordOf(events);
    const isSame = (lines, cell) => cell !== null && JSON.stringify(lines) === JSON.stringify(linesOf(cell));
    const text = (raw, cell, isAddress) => raw === undefined
      ? cell === null || cell.textContent === ""
      : cell !== null && isShown(raw, isAddress ? cell.textContent : linesOf(cell).join("\n"), isAddress);
    const fields = {
      kindOfRequest: [record.kind, (raw, cell) => isSame(vocabulary["requestKind." + raw], cell)],
      askedBy: [record.authority ?? record.name ?? "", (raw, cell) => record.authority
        ? linesOf(cell).join("\n").split("\n").pop() === raw : text(record.name ?? "–", cell)],
      receivedAt: [record.received, (raw, cell) => isTime(raw, linesOf(cell).join("\n"))],
      carriedOutAt: [record.carriedOut, (raw, cell) => isTime(raw, linesOf(cell).join("\n"))],
      personTold: [record.told, (raw, cell) => isTime(raw, linesOf(cell).join("\n"))],
    };
    for (const [name, [raw, isRight]] of Object.entries(fields)) {
      const cells = document.querySelectorAll(`main table.facts [data-field="${name}"]`);
      if (cells.length !== (raw === undefined ? 0 : 1) || raw !== undefined && !isRight(raw, cells[0])) return false;
    }
    const disclosed = Array.from(document.querySelectorAll('main table.facts [data-field="disclosedData"]'), linesOf);
    const isDisclosed = disclosed.length === record.disclosed.length && disclosed.every(([own = "", ...beside], place) => {
      const { category, time } = record.disclosed[place];
      const [word, ...translation] = vocabulary["dataCategory." + category] ?? [];
      const [first, ...times] = own.split("\n");
      return first === word && isTime(time, times.join("\n")) && JSON.stringify(beside) === JSON.stringify(translation);
    });
    if (!isDisclosed) return false;
    const rows = Array.from(document.querySelectorAll("main table.items tbody tr"));
    if (rows.length !== record.items.size) return false;
    return rows.every((row) => {
      const item = record.items.get(Number(row.dataset.number));
      if (!item || row.cells[0].textContent !== row.dataset.number) return false;
      const undone = item.reversed === undefined ? () => "" : (place) => ` (${vocabulary.reversed[place]} ${coordinated(item.reversed)})`;
      const outcome = item.outcome === undefined
        ? [] : vocabulary["itemOutcome." + item.outcome].map((line, place) => line + undone(place));
      const cell = row.querySelector("[data-field=outcome]");
      return (cell === null ? outcome.length === 0 : isSame(outcome, cell))
        && isSame(vocabulary["requestGround." + item.ground], row.querySelector("[data-field=ground]"))
        && text(item.address, row.cells[1].querySelector(":scope > code"), true)
        && text(item.reasons ?? item.asked, row.querySelector("[data-field=reasons]"), false);
    });
  }
  async function check() {
    let outcome = await PerisaiReceipt.check(bytes, form.elements.key.value.trim() || null);
    if (outcome.receipt && !await isNamed()) outcome = { status: "refused" };
    let words = place.dataset[outcome.status];
    if (outcome.receipt && !isSameAsShown(outcome.receipt.events)) {
      outcome = { ...outcome, status: "refused" };
      words = place.dataset.differs;
    }
    const signer = outcome.receipt?.signer.shortName ?? "";
    const line = element("p", fill(words, { signer }), `verdict ${LOOKS[outcome.status]}`);
    line.dataset.status = outcome.status;
    const parts = [line];
    if (outcome.receipt) {
      const { events, checkpoint } = outcome.receipt;
      parts.push(element("p", fill(place.dataset.checked, { size: checkpoint.size, origin: checkpoint.origin })));
      for (const event of events) {
        const shown = event.fields.filter((field) => field.name);
        const values = { position: event.index, shown: shown.length, hidden: event.fields.length - shown.length, path: event.path.length };
        const details = document.createElement("details");
        const list = document.createElement("dl");
        for (const field of shown) {
          list.append(element("dt", field.name), element("dd", PerisaiReceipt.canonical(field.value)));
        }
        details.append(element("summary", fill(place.dataset.act, values)), list);
        parts.push(details);
      }
    }
    verdict.replaceChildren(...parts);
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    check();
  });
  await check();
})();
