// Which version answers: the one that governs contracts signed on a day, today if no other is given, or one
// that the reader chose.

import { element } from "./elements.js";
import { makeSingle } from "./fields.js";

export function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

// Draws the choice; `read` takes it from an address, `write` puts there what differs from today's.
export function makeVersions({ versions, shown }, language, words) {
  const text = (name) => ({ name, label: { [language]: words[name] } });
  const choices = versions.map(({ id }) => ({ id, label: { [language]: id } }));
  const day = makeSingle({ ...text("signed"), kind: "date", optional: true }, language, words, "ask");
  const version = makeSingle({ ...text("version"), kind: "choice", choices, value: shown }, language, words, "ask");
  version.control.options[0].remove(); // one always answers
  const told = element("p", { class: "ask-hint", "aria-live": "polite" });
  const named = element("summary");
  const row = element("div", { class: "ask-grid" }, day.root, version.root);
  const root = element("details", {}, named, row, told);
  day.control.addEventListener("input", () => follow());
  version.control.addEventListener("input", () => {
    day.set("");
    tell();
  });
  const choice = { root, fields: [day, version], get: version.get, told: () => `${version.get()} (${told.textContent})`, read, write };
  return choice;

  // The reader's day decides where the address says nothing else.
  function read(address) {
    const asked = address.get("version");
    day.set(asked ? "" : address.get("signed") ?? today());
    follow();
    if (asked) version.set(asked);
    root.open = Boolean(asked) || address.has("signed");
    tell();
  }

  function write(address) {
    if (!day.get()) address.append("version", version.get());
    else if (day.get() !== today()) address.append("signed", day.get());
  }

  // Where no version governs new contracts, that of the site's pages answers.
  function follow() {
    const covers = ([first, next]) => (!first || first <= day.get()) && (!next || day.get() < next);
    version.set((day.get() && versions.find(({ days }) => days.some(covers))?.id) || shown);
    tell();
  }

  function tell() {
    named.textContent = `${words.policyVersion}${words.colon}${version.get()}`;
    told.textContent = versions.find(({ id }) => id === version.get())?.told[language] ?? "";
  }
}
