// The simple values of a file as a form: what is changed there is written into the file.

import { element } from "../ask/elements.js";

const TYPES = { number: "number", tick: "checkbox", time: "time" };

export class Fields {
  // Asks for the values when they are needed; puts what is written in place of a value.
  constructor({ words, ask, put }) {
    this.words = words;
    this.ask = ask;
    this.put = put;
    this.inputs = new Map();
    this.told = element("p", { role: "status" });
    this.found = element("div", { class: "wb-values" });
    this.root = element("details", { class: "wb-fields", hidden: true }, element("summary", {}, words.fields), this.told, this.found);
    this.root.addEventListener("toggle", () => this.fill());
  }

  // Shows the values as they stand; a field that has the same place stays, and with it the reader's.
  async fill() {
    if (!this.root.open || this.root.hidden) return;
    const groups = await this.ask();
    if (!groups) return;
    const values = groups.flatMap((group) => group.values);
    if (values.length && values.every(({ key }) => this.inputs.has(key)) && values.length === this.inputs.size) {
      for (const { key, value } of values) show(this.inputs.get(key), value);
      return;
    }
    this.inputs = new Map(values.map((each) => [each.key, this.draw(each)]));
    this.found.replaceChildren(...groups.map((group) => this.drawGroup(group)));
    if (!values.length) this.found.textContent = this.words.noFields;
  }

  drawGroup({ name, values }) {
    const fields = values.map(({ key, label }) => element("label", {}, this.inputs.get(key), " ", label));
    return element("fieldset", {}, element("legend", {}, name), ...fields);
  }

  draw({ key, kind, value }) {
    const made = element("input", { type: TYPES[kind], required: kind !== "tick", min: kind === "number" ? "0" : null, step: kind === "number" ? "any" : null });
    show(made, value);
    made.addEventListener("change", () => made.reportValidity() && this.change(key, made));
    return made;
  }

  // Writes a value where it now stands, which may have moved since it was shown.
  async change(key, input) {
    const written = input.type === "checkbox" ? String(input.checked) : input.type === "time" ? `"${input.value}"` : input.value;
    const groups = await this.ask();
    this.told.textContent = groups ? "" : this.words.mendFirst;
    const found = groups?.flatMap((group) => group.values).find((each) => each.key === key);
    if (found && found.written !== written) this.put(found, written);
  }
}

function show(input, value) {
  if (input.type === "checkbox") input.checked = value === "true";
  else if (input.value !== value) input.value = value;
}
