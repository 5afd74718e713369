// The fields of a question: each is drawn from its description, and read and written by name.

import { element, options } from "./elements.js";

const FIRST = "1900-01-01";
const LAST = "2199-12-31";

// Draws one field; `set` takes a value and `get` returns it, "" or [] where nothing is entered.
export function makeField(description, language, words, prefix = "ask") {
  return description.kind === "rows"
    ? makeRows(description, language, words, prefix)
    : makeSingle(description, language, words, prefix);
}

export function makeSingle(description, language, words, prefix) {
  const id = `${prefix}-${description.name}`;
  const control = makeControl(description, language, words, id);
  const error = element("p", { class: "ask-error", id: `${id}-error`, hidden: true });
  const hint = description.hint && element("p", { class: "ask-hint", id: `${id}-hint` }, description.hint[language]);
  if (hint) control.setAttribute("aria-describedby", hint.id);
  const label = element("label", { for: id }, description.label[language]);
  const root = element("div", { class: "ask-field" }, label, control, hint, error);
  set();
  const field = {
    name: description.name,
    label: description.label[language],
    root,
    control,
    get: () => control.value.trim(),
    told: () => control.selectedOptions?.[0]?.text ?? field.get().replace("T", " "),
    holds: (value) => field.get() === value.trim(),
    set,
    check: () => show(fault(description, control, words)),
    show,
  };
  return field;

  // What is meant where nothing is said stands in place of an empty choice.
  function set(value) {
    control.value = value ?? "";
    if (!control.value && description.value) control.value = description.value;
  }

  function show(message) {
    error.textContent = message ?? "";
    error.hidden = !message;
    control.toggleAttribute("aria-invalid", Boolean(message));
    if (message) control.setAttribute("aria-invalid", "true");
    control.setAttribute("aria-describedby", [hint?.id, message && error.id].filter(Boolean).join(" "));
    if (!control.getAttribute("aria-describedby")) control.removeAttribute("aria-describedby");
    return !message;
  }
}

function makeControl({ kind, choices, optional }, language, words, id) {
  const needed = { id, required: !optional };
  switch (kind) {
    case "choice":
      return element("select", needed, element("option", { value: "" }, words.choose), ...options(choices, language));
    case "instant":
      return element("input", { ...needed, type: "datetime-local", min: `${FIRST}T00:00`, max: `${LAST}T23:59` });
    case "date":
      return element("input", { ...needed, type: "date", min: FIRST, max: LAST });
    case "yaml":
      return element("textarea", { ...needed, rows: "5", spellcheck: "false" });
    default:
      return element("input", { ...needed, type: "text", autocomplete: "off" });
  }
}

function fault({ kind }, control, words) {
  const { validity } = control;
  if (kind === "numbers" && readNumbers(control.value).some(Number.isNaN)) return words.badNumber;
  if (validity.valid) return null;
  if (validity.badInput || validity.rangeOverflow || validity.rangeUnderflow) return words.badDate;
  return words.required;
}

// Reads "9 ; 12 ; 11,5" as a reader of French writes it, and "9; 12; 11.5".
export function readNumbers(text) {
  const found = text.split(/[;\s]+/).filter(Boolean);
  return found.map((each) => (/^\d+([.,]\d+)?$/.test(each) ? Number(each.replace(",", ".")) : NaN));
}

// A list of small groups of fields, of which the reader adds as many as needed.
function makeRows(description, language, words, prefix) {
  const rows = [];
  const list = element("div", { class: "ask-rows" });
  const error = element("p", { class: "ask-error", id: `${prefix}-${description.name}-error`, hidden: true });
  const add = element("button", { type: "button", class: "ask-button", id: `${prefix}-${description.name}` }, description.add[language]);
  const root = element("fieldset", {}, element("legend", {}, description.label[language]), list, error, add);
  add.addEventListener("click", () => {
    addRow().fields[0].control.focus();
    changed();
  });
  set();
  const field = { name: description.name, label: description.label[language], root, control: add, get, told, holds, set, check, show };
  return field;

  // Marks what is wrong with the rows together, such as one that ends before it begins.
  function show(message) {
    error.textContent = message ?? "";
    error.hidden = !message;
    root.setAttribute("aria-describedby", error.id);
    return !message;
  }

  function told() {
    return rows.map(({ fields }) => fields.map((each) => (each.get() ? each.told() : "…")).join(" – ")).join(", ");
  }

  // Tells whether a row is the one that an address writes so.
  function holds(value) {
    const [wanted] = readRows([value], description.fields);
    return rows.some(({ fields }) => fields.every((each) => each.holds(wanted[each.name])));
  }

  function addRow() {
    const number = Date.now().toString(36) + rows.length;
    const fields = description.fields.map((each) =>
      makeSingle(each, language, words, `${prefix}-${description.name}-${number}`),
    );
    const remove = element("button", { type: "button", class: "ask-button" }, words.remove);
    const row = { fields, root: element("div", { class: "ask-row" }, ...fields.map((each) => each.root), remove) };
    remove.addEventListener("click", () => {
      rows.splice(rows.indexOf(row), 1);
      row.root.remove();
      add.focus();
      changed();
    });
    rows.push(row);
    list.append(row.root);
    return row;
  }

  function changed() {
    root.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function get() {
    return rows.map(({ fields }) => Object.fromEntries(fields.map((each) => [each.name, each.get()])));
  }

  function set(values) {
    rows.splice(0);
    list.replaceChildren();
    for (const value of values ?? []) addRow().fields.forEach((each) => each.set(value[each.name]));
    if (!rows.length && !description.optional) addRow();
  }

  function check() {
    if (!rows.length) set();
    show();
    return rows.flatMap(({ fields }) => fields.map((each) => each.check())).every(Boolean);
  }
}

// Reads the rows that an address writes, each as its values with "|" between them.
export function readRows(texts, fields) {
  return texts.map((text) => {
    const values = text.split("|");
    return Object.fromEntries(fields.map((each, index) => [each.name, values[index] ?? ""]));
  });
}
