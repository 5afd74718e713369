// What is asked, as the library and as `ptc-policy answer` take it.

import { readNumbers } from "./fields.js";

const SAFE = /^[A-Za-z0-9_.,:=+@%/-]+$/;
const LISTED = "listed";

// Keeps of the form what bears on the question, in the shapes that the library reads.
export function questionOf(form, question) {
  const asked = { ask: question.id, version: form.version, offering: form.offering };
  if (question.contract === "needed" || (question.contract === "optional" && form.holidays)) {
    Object.assign(asked, { time_zone: form.time_zone, holidays: form.holidays });
    if (form.start) asked.start = form.start;
    if (Object.keys(form.readings).length) asked.readings = form.readings;
    if (form.terms || form.holidays === LISTED) asked.contract = contractText(form);
  }
  for (const field of question.fields) {
    const text = form[field.name]?.length ? textOf(form[field.name], field, form.time_zone) : "";
    if (!text.length) continue;
    if (field.attribute) asked.attributes = { ...asked.attributes, [field.attribute]: text };
    else asked[field.name] = text;
  }
  return asked;
}

// Writes what a field holds as the options of the command take it: of rows a list, without those half filled in.
function textOf(value, { kind, fields, join }, zone) {
  if (kind === "rows") {
    const rows = value.filter((row) => fields.every((each) => each.optional || row[each.name]));
    return rows.map((row) => fields.map((each) => textOf(row[each.name], each, zone)).join(join));
  }
  if (kind === "instant") return value && `${value}[${zone}]`;
  return kind === "numbers" ? readNumbers(value).join(",") : value;
}

// Writes the whole contract as YAML: what the form holds, then the other terms.
function contractText({ offering, time_zone, holidays, start, readings, terms }) {
  const lines = [`offering: ${offering}`, `time_zone: ${time_zone}`];
  if (holidays && holidays !== LISTED) lines.push(`holidays: ${JSON.stringify(holidays)}`);
  if (start) lines.push(`start: ${start}`);
  const chosen = Object.entries(readings);
  if (chosen.length) lines.push("readings:", ...chosen.map(([gap, reading]) => `  ${gap}: ${reading}`));
  return `${[...lines, terms].filter(Boolean).join("\n")}\n`;
}

// Writes the command that asks the same; the contract comes by standard input where options cannot hold it.
export function commandOf(asked, question, language) {
  const words = ["ptc-policy", "answer", asked.ask];
  if (asked.about) words.push(asked.about);
  words.push(...(asked.contract ? ["--contract", "-"] : contractOptions(asked)));
  for (const { flag, name } of question.fields) {
    for (const text of flag && asked[name] ? [asked[name]].flat() : []) words.push(flag, text);
  }
  for (const [name, told] of Object.entries(asked.attributes ?? {})) words.push("--attribute", `${name}=${told}`);
  words.push("--policy-version", asked.version, "--lang", language);
  const command = words.map(quote).join(" ");
  return asked.contract ? `${command} <<'CONTRACT'\n${asked.contract}CONTRACT` : command;
}

function contractOptions({ offering, time_zone, holidays, start, readings = {} }) {
  const given = { "--offering": offering, "--time-zone": time_zone, "--holidays": holidays, "--start": start };
  const options = Object.entries(given).filter(([, value]) => value);
  const chosen = Object.entries(readings).map(([gap, reading]) => ["--reading", `${gap}=${reading}`]);
  return [...options, ...chosen].flat();
}

function quote(word) {
  return SAFE.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
