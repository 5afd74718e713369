// What is asked, as the library and as `ptc-policy answer` take it.

import { readNumbers } from "./fields.js";

const SAFE = /^[A-Za-z0-9_.,:=+@%/-]+$/;
const LISTED = "listed";

// Keeps of the form what bears on the question, in the shapes that the library reads.
export function questionOf(form, question) {
  const asked = { ask: question.id, offering: form.offering };
  if (question.contract === "needed" || (question.contract === "optional" && form.holidays)) {
    Object.assign(asked, { time_zone: form.time_zone, holidays: form.holidays });
    if (form.start) asked.start = form.start;
    if (Object.keys(form.readings).length) asked.readings = form.readings;
    if (form.terms || form.holidays === LISTED) asked.contract = contractText(form);
  }
  for (const { name, kind } of question.fields) {
    const value = form[name];
    if (!value?.length) continue;
    asked[name] = kind === "numbers" ? readNumbers(value) : kind === "count" ? Number(value) : value;
  }
  return asked;
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
export function commandOf(asked, question, zone, language) {
  const words = ["ptc-policy", "answer", asked.ask];
  if (asked.about) words.push(asked.about);
  words.push(...(asked.contract ? ["--contract", "/dev/stdin"] : contractOptions(asked)));
  for (const field of question.fields) {
    for (const value of field.flag ? valuesOf(asked[field.name], field, zone) : []) words.push(field.flag, value);
  }
  words.push("--lang", language);
  const command = words.map(quote).join(" ");
  return asked.contract ? `${command} <<'CONTRACT'\n${asked.contract}CONTRACT` : command;
}

function contractOptions({ offering, time_zone, holidays, start, readings = {} }) {
  const given = { "--offering": offering, "--time-zone": time_zone, "--holidays": holidays, "--start": start };
  const options = Object.entries(given).filter(([, value]) => value);
  const chosen = Object.entries(readings).map(([gap, reading]) => ["--reading", `${gap}=${reading}`]);
  return [...options, ...chosen].flat();
}

function valuesOf(value, field, zone) {
  if (value == null) return [];
  if (field.kind === "rows") {
    return value.map((row) => field.fields.map((each) => written(row[each.name], each, zone)).join(field.join));
  }
  return [value].flat().map((each) => written(each, field, zone));
}

function written(value, { kind }, zone) {
  return kind === "instant" ? `${value}[${zone}]` : String(value);
}

function quote(word) {
  return SAFE.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
