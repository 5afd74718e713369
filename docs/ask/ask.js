// <ask-the-policy lang="fr">: a form whose questions the library answers, in the reader's browser.
//
// The attributes statement, register and calendar say at which addresses the site shows what an answer
// cites, with {version} and {id} in place of the version that answers and of the id.

import { Answering } from "./answering.js";
import { commandOf, questionOf } from "./command.js";
import { element, fetchJson, options } from "./elements.js";
import { makeField, makeSingle, readRows } from "./fields.js";
import { drawFaults, drawProblems, drawReply } from "./results.js";
import { makeVersions } from "./versions.js";
import { WORDS } from "./words.js";
import { makeZoneFinder } from "./zones.js";

const HERE = new URL(".", import.meta.url);
const CONTRACT_FIELDS = ["offering", "time_zone", "holidays", "start", "terms"];
const COMPARE = "compare";
const MEGABYTE = 1_000_000;

class AskThePolicy extends HTMLElement {
  async connectedCallback() {
    if (this.words) return;
    this.language = this.lang === "fr" ? "fr" : "en";
    this.words = WORDS[this.language];
    this.drawStatus();
    this.shared = await this.fetchCatalogue("catalogue.json");
    if (!this.shared) return;
    this.versions = makeVersions(this.shared, this.language, this.words);
    addEventListener("hashchange", () => this.readAddress());
    await this.readAddress();
  }

  disconnectedCallback() {
    this.library?.close();
  }

  // --- the library -------------------------------------------------------------------------------------------------

  drawStatus() {
    this.status = element("p", { class: "ask-status", role: "status" });
    this.amount = element("span", { class: "ask-amount" });
    this.bar = element("progress", { "aria-label": this.words.progress, max: "1", value: "0" });
    this.progress = element("p", { class: "ask-progress", hidden: true }, this.bar, " ", this.amount);
    this.replaceChildren(this.status, this.progress);
    if (typeof WebAssembly !== "object" || typeof DecompressionStream !== "function") this.giveUp(this.words.noWebAssembly);
  }

  // Nothing is downloaded before the first question.
  loadLibrary() {
    this.library ??= new Answering(new URL(`worker.js?version=${this.versions.get()}`, HERE), {
      progress: (told) => this.showProgress(told),
      ready: () => this.becomeReady(),
      lost: (cause) => this.giveUp(this.words.lost, cause),
    });
    return this.library;
  }

  showProgress({ step, loaded, total }) {
    this.progress.hidden = false;
    this.bar.value = total ? loaded / total : 0;
    this.amount.textContent = this.words.amount(...[loaded, total].map((bytes) => this.inMegabytes(bytes)));
    this.say(`${this.words.steps[step]}…`);
  }

  inMegabytes(bytes) {
    return (bytes / MEGABYTE).toLocaleString(this.language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  }

  becomeReady() {
    this.dataset.state = "ready";
    this.progress.hidden = true;
    this.size.hidden = true;
    this.say(this.words.ready);
  }

  giveUp(message, cause) {
    this.dataset.state = "without-library";
    this.progress.hidden = true;
    this.say(message);
    if (cause) console.error(cause);
    this.button?.setAttribute("hidden", "");
  }

  // Reads what the form offers; without it, says what to do.
  async fetchCatalogue(file) {
    try {
      return await fetchJson(new URL(file, HERE));
    } catch (cause) {
      this.say(this.words.noForm);
      console.error(cause);
      return undefined;
    }
  }

  say(message) {
    if (this.status.textContent !== message) this.status.textContent = message;
  }

  post(asked) {
    if (this.dataset.state === "without-library") return Promise.resolve({ broken: true });
    return this.loadLibrary().ask({ form: asked, language: this.language });
  }

  // --- the form ----------------------------------------------------------------------------------------------------

  // Draws what is the same of all versions, and around it what each of them offers.
  draw() {
    const { words } = this;
    this.examples = element("nav", { class: "ask-examples", "aria-label": words.examples });
    this.asking = element("fieldset");
    this.contract = element("fieldset");
    this.button = element("button", { type: "submit", class: "ask-submit" }, words.submit);
    this.size = element("p", { class: "ask-hint" });
    for (const each of [this.button, this.size]) each.toggleAttribute("hidden", this.dataset.state === "without-library");
    this.form = element("form", { novalidate: true, class: "ask-form" }, this.asking, this.contract, this.versions.root, this.button, this.size);
    this.command = element("code", { class: "ask-code" });
    this.copyButton = element("button", { type: "button", class: "ask-button" }, words.copy);
    this.heading = element("h2", { tabindex: "-1" });
    this.answers = element("div", { class: "ask-answers" });
    this.result = element("section", { class: "ask-result", hidden: true }, this.heading, this.answers);
    const shownCommand = element("pre", { tabindex: "0", class: "ask-command" }, this.command);
    this.linked = element("div", { class: "ask-linked", role: "alert" });
    this.append(
      this.linked,
      this.examples,
      this.form,
      this.result,
      element("section", {}, element("h2", {}, words.command), shownCommand, this.copyButton),
    );
    for (const each of ["input", "change"]) this.form.addEventListener(each, () => (this.changing = this.change()));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.copyButton.addEventListener("click", () => this.copyCommand());
  }

  // Draws what the version that answers offers, unless it is there; another may be chosen meanwhile.
  // Tells whether it is there.
  async takeVersion() {
    const version = this.versions.get();
    if (this.drawn === version) return true;
    const own = await this.fetchCatalogue(`catalogue-${version}.json`);
    if (!own || version !== this.versions.get()) return false;
    if (!this.form) this.draw();
    this.drawn = version;
    this.catalogue = { ...this.shared, ...own };
    this.questions = new Map(own.groups.flatMap((group) => group.questions.map((each) => [each.id, each])));
    this.fields = new Map();
    this.drawExamples();
    this.drawQuestions();
    this.drawContract();
    this.size.textContent = this.words.size(this.inMegabytes(own.bytes));
    return true;
  }

  drawQuestions() {
    const { words, language } = this;
    this.askSelect = element("select", { id: "ask-ask" });
    for (const group of this.catalogue.groups) {
      this.askSelect.append(element("optgroup", { label: group.label[language] }, ...options(group.questions, language)));
    }
    this.askSelect.addEventListener("input", () => this.chooseQuestion());
    this.about = element("div");
    const asked = element("div", { class: "ask-field" }, element("label", { for: "ask-ask" }, words.ask), this.askSelect);
    this.asking.replaceChildren(element("legend", {}, words.question), asked, this.about);
  }

  drawExamples() {
    const { words, language, catalogue } = this;
    const links = catalogue.examples.map(({ label, address }) => {
      const link = element("a", { href: `#${address}` }, label[language]);
      link.addEventListener("click", () => location.hash === link.hash && this.submit());
      return element("li", {}, link);
    });
    this.examples.replaceChildren(element("p", {}, words.examples), element("ul", {}, ...links));
  }

  drawContract() {
    const { words, language, catalogue } = this;
    const text = (name, hint) => ({ name, label: { [language]: words[name] }, hint: hint && { [language]: hint } });
    const offering = this.add({ ...text("offering"), kind: "choice", choices: catalogue.offerings });
    const zone = this.add({ ...text("time_zone", words.zoneHint), kind: "text" });
    zone.control.setAttribute("list", "ask-zones");
    const findZone = makeZoneFinder(catalogue.zones, catalogue.cities, language);
    const places = [...catalogue.zones, ...Object.values(catalogue.cities).flat()];
    const zones = element("datalist", { id: "ask-zones" }, ...places.map((name) => element("option", { value: name })));
    zone.holds = () => true; // the library says what is no zone
    zone.get = () => findZone(zone.control.value.trim());
    zone.control.addEventListener("change", () => zone.set(zone.get()));
    this.drawHolidays(text("holidays"));
    const start = this.add({ ...text("start", words.startHint), kind: "date", optional: true });
    const terms = this.add({ ...text("terms", words.termsHint), kind: "yaml", optional: true });
    this.readings = catalogue.readings.map((gap) => this.drawReading(gap));
    this.more = element("details", {}, element("summary", {}, words.more), ...this.readings.map((each) => each.root), terms.root);
    const holidays = this.fields.get("holidays");
    this.ofContract = [zone, holidays, start].map((each) => each.root).concat(this.more);
    const rows = element("div", { class: "ask-grid" }, offering.root, zone.root, holidays.root, start.root);
    this.contract.replaceChildren(element("legend", {}, words.contract), zones, rows, this.more);
  }

  add(description) {
    const field = makeSingle(description, this.language, this.words, "ask");
    this.fields.set(field.name, field);
    return field;
  }

  drawHolidays(description) {
    const { words, language, catalogue } = this;
    const names = new Intl.DisplayNames([language, "en"], { type: "region" });
    const countries = Object.keys(catalogue.countries).map((id) => ({ id, label: { [language]: names.of(id) } }));
    countries.sort((one, other) => one.label[language].localeCompare(other.label[language], language));
    const field = this.add({ ...description, kind: "choice", choices: [], hint: { [language]: words.optionalHolidays } });
    this.holidayHint = field.root.querySelector(".ask-hint");
    field.control.append(
      element("option", { value: "none" }, words.noHolidays),
      element("option", { value: "listed" }, words.listed),
      element("optgroup", { label: words.calendars }, ...options(catalogue.calendars, language)),
      element("optgroup", { label: words.countries }, ...options(countries, language)),
    );
    const region = element("select", { id: "ask-region" });
    const regionField = element("div", { hidden: true }, element("label", { for: "ask-region" }, words.subdivision), region);
    field.root.append(regionField);
    const offerRegions = () => {
      const known = Object.entries(catalogue.countries[field.control.value] ?? {});
      regionField.hidden = !known.length;
      region.replaceChildren(
        element("option", { value: "" }, words.wholeCountry),
        ...known.map(([id, name]) => element("option", { value: id }, name ? `${name} (${id})` : id)),
      );
    };
    field.control.addEventListener("change", offerRegions);
    field.get = () => [field.control.value, region.value].filter(Boolean).join("-");
    field.told = () => [field.control, region].filter((each) => each.value).map((each) => each.selectedOptions[0].text).join(", ");
    field.set = (value = "") => {
      const [country, subdivision = ""] = /^[A-Z]{2}-/.test(value) ? value.split("-") : [value];
      field.control.value = country;
      offerRegions();
      region.value = subdivision;
    };
  }

  drawReading({ id, label, chosen, choices }) {
    const { words, language } = this;
    const field = makeSingle({ name: `reading-${id}`, kind: "choice", label, choices, optional: true }, language, words, "ask");
    const own = choices.find((each) => each.id === chosen);
    const meaning = own ? own.label[language] : words.leftOpen;
    field.control.options[0].textContent = `${words.asRegister}${words.colon}${meaning}`;
    return Object.assign(field, { gap: id });
  }

  chooseQuestion() {
    this.question = this.questions.get(this.askSelect.value);
    const kept = this.asked?.map((each) => [each.name, each.get()]) ?? [];
    this.asked = this.question.fields.map((each) => makeField(each, this.language, this.words));
    for (const [name, value] of kept) this.setQuestionField(name, value);
    this.about.replaceChildren(...this.asked.map((each) => each.root));
    const { contract } = this.question;
    for (const each of this.ofContract) each.hidden = contract === "none";
    this.fields.get("holidays").control.required = contract === "needed";
    this.holidayHint.hidden = contract !== "optional";
    this.showCommand();
  }

  setQuestionField(name, value) {
    const field = this.asked.find((each) => each.name === name);
    const description = this.question.fields.find((each) => each.name === name);
    if (field && (description.kind === "rows") === Array.isArray(value)) field.set(value);
  }

  read() {
    const form = { version: this.versions.get(), readings: {} };
    for (const name of CONTRACT_FIELDS) form[name] = this.fields.get(name).get();
    for (const each of this.readings) if (each.get()) form.readings[each.gap] = each.get();
    for (const each of this.asked) form[each.name] = each.get();
    return form;
  }

  // What was entered stays where another version is asked, as far as that knows it.
  async change() {
    if (this.drawn !== this.versions.get()) {
      this.dropAnswer();
      const entered = this.writeAddress(this.read());
      if (!(await this.takeVersion())) return;
      this.fill(new URLSearchParams(entered));
    }
    this.showCommand();
  }

  showCommand() {
    const form = this.read();
    this.current = questionOf(form, this.question);
    this.command.textContent = commandOf(this.current, this.question, this.language);
    if (this.written) {
      history.replaceState(history.state, "", `#${this.writeAddress(form)}`);
      for (const other of document.querySelectorAll("a[hreflang]")) other.hash = location.hash;
    }
    this.written = true;
    this.hideOtherAnswer();
  }

  // An answer stands as long as the question is the one that was asked.
  hideOtherAnswer() {
    if (JSON.stringify(this.latest) !== JSON.stringify(this.current)) this.dropAnswer();
  }

  dropAnswer() {
    if (!this.latest) return;
    this.hideAnswer();
    this.say(this.words.changed);
  }

  hideAnswer() {
    this.latest = null;
    this.result?.setAttribute("hidden", "");
  }

  // Only https has a clipboard; elsewhere the reader's selection is copied.
  async copyCommand() {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(this.command.textContent);
    } else {
      getSelection().selectAllChildren(this.command);
      document.execCommand("copy");
    }
    this.say(this.words.copied);
  }

  // --- the address -------------------------------------------------------------------------------------------------

  writeAddress(form) {
    const address = new URLSearchParams({ ask: this.question.id });
    for (const name of CONTRACT_FIELDS) if (form[name]) address.append(name, form[name]);
    for (const [gap, reading] of Object.entries(form.readings)) address.append("reading", `${gap}=${reading}`);
    for (const { name, kind, fields } of this.question.fields) {
      if (kind === "rows") for (const row of form[name]) address.append(name, fields.map((each) => row[each.name]).join("|"));
      else if (form[name]) address.append(name, form[name]);
    }
    this.versions.write(address);
    this.address = address.toString();
    return this.address;
  }

  async readAddress() {
    const text = location.hash.slice(1);
    if (this.address !== undefined && (text === this.address || !text.includes("ask="))) return;
    const address = new URLSearchParams(text);
    this.hideAnswer();
    if (this.dataset.state !== "without-library") this.say("");
    this.versions.read(address);
    const isThere = await this.takeVersion();
    if (!isThere || text !== location.hash.slice(1)) return; // another link was followed meanwhile
    const asksNow = this.questions.has(address.get("ask"));
    this.written = asksNow;
    this.fill(address);
    const faults = text.includes("ask=") ? [...this.faultsOf(address)] : [];
    this.linked.replaceChildren(...(faults.length ? drawFaults(faults, this.words) : []));
    this.written = asksNow;
    this.showCommand();
    if (asksNow && !faults.length) this.submit();
  }

  // Enters what an address holds.
  fill(address) {
    const asked = address.get("ask");
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    this.askSelect.value = this.questions.has(asked) ? asked : "due";
    for (const name of CONTRACT_FIELDS) this.fields.get(name).set(address.get(name) ?? "");
    if (!address.get("time_zone")) this.fields.get("time_zone").set(zone);
    if (!address.get("offering")) this.fields.get("offering").set(this.catalogue.offerings.at(-1).id);
    const readings = new Map(address.getAll("reading").map((each) => each.split("=")));
    for (const each of this.readings) each.set(readings.get(each.gap) ?? "");
    this.more.open = readings.size > 0 || address.has("terms");
    this.asked = null;
    this.chooseQuestion();
    for (const { name, kind, fields } of this.question.fields) {
      if (kind === "rows") this.setQuestionField(name, readRows(address.getAll(name), fields));
      else if (address.has(name)) this.setQuestionField(name, address.get(name));
    }
  }

  // Says what of a shared link is not known here, or was not taken over.
  *faultsOf(address) {
    const { words } = this;
    if (!this.questions.has(address.get("ask"))) {
      yield words.unknown(words.ask, address.get("ask"));
      return;
    }
    const contract = CONTRACT_FIELDS.map((name) => this.fields.get(name));
    const known = new Map([...contract, ...this.versions.fields, ...this.asked].map((each) => [each.name, each]));
    for (const [name, value] of address) {
      const field = known.get(name);
      if (name === "ask") continue;
      else if (name === "reading") yield* this.faultsOfReading(value);
      else if (!field) yield words.unknownField(name);
      else if (!field.holds(value)) yield words.unknown(field.label, value);
    }
  }

  *faultsOfReading(value) {
    const [gap, reading] = value.split("=");
    const field = this.readings.find((each) => each.gap === gap);
    if (!field) yield this.words.unknownField(`reading=${value}`);
    else if (!field.holds(reading)) yield this.words.unknown(field.label, reading ?? "");
  }

  // --- asking ------------------------------------------------------------------------------------------------------

  async submit() {
    this.result.hidden = true;
    this.linked.replaceChildren();
    await this.changing;
    if (this.dataset.state === "without-library" || !this.isComplete()) return;
    const asked = (this.latest = this.current);
    this.say(this.dataset.state === "ready" ? this.words.answering : this.words.waiting);
    const reply = await this.post(asked);
    if (this.latest === asked && this.dataset.state === "ready") this.show(reply, asked);
  }

  isComplete() {
    const hidden = this.question.contract === "none";
    const contract = hidden ? ["offering"] : CONTRACT_FIELDS;
    const checked = [...this.asked, ...contract.map((name) => this.fields.get(name)), ...this.versions.fields];
    const wrong = checked.filter((each) => !each.check());
    const [from, until] = ["from", "until"].map((name) => this.asked.find((each) => each.name === name));
    const isReversed = from?.control.type === "datetime-local" && from.get() && until.get() && until.get() <= from.get();
    if (isReversed && !until.show(this.words.reversed)) wrong.push(until);
    if (wrong.length) {
      this.say(this.words.correct);
      (wrong[0].root.querySelector("[aria-invalid]") ?? wrong[0].control).focus();
    }
    return !wrong.length;
  }

  show(reply, asked) {
    this.progress.hidden = true;
    this.result.hidden = false;
    this.heading.textContent = this.words.resultOf(asked.version);
    if (reply.broken) {
      this.answers.replaceChildren(element("p", {}, this.words.broken));
      this.say(this.words.broken);
      return;
    }
    if (reply.problems) {
      this.showProblems(reply.problems);
      return;
    }
    const pageOf = (kind) => this.getAttribute(kind)?.replace("{version}", reply.policy.version);
    const pages = Object.fromEntries(["statement", "register", "calendar"].map((kind) => [kind, pageOf(kind)]));
    this.answers.replaceChildren(this.drawAsked(), ...drawReply(reply, this.words, pages));
    this.answers.append(...this.drawSaves(asked));
    this.say(this.words.answered);
    this.heading.focus();
  }

  showProblems(problems) {
    this.answers.replaceChildren(...drawProblems(problems, this.words));
    this.say(this.words.correct);
    const at = problems.map(({ field, message, hint }) => {
      const found = this.fields.get(field) ?? this.asked.find((each) => each.name === field);
      found?.show(`${message} ${hint}`);
      if (field === "terms") this.more.open = true;
      return found?.control;
    });
    (at.find(Boolean) ?? this.heading).focus();
  }

  // What was asked, for paper, where the form is left out.
  drawAsked() {
    const { words, question, language } = this;
    const contract = question.contract === "none" ? ["offering"] : CONTRACT_FIELDS;
    const fields = [...this.asked, ...contract.map((name) => this.fields.get(name)), ...this.readings];
    const told = fields.map((each) => [each.label, each.get().length ? each.told() : ""]).filter(([, value]) => value);
    const version = [words.policyVersion, this.versions.told()];
    const pairs = [[words.question, question.label[language]], ...told, version, [words.address, location.href]];
    return element("dl", { class: "ask-asked" }, ...pairs.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]));
  }

  drawSaves(asked) {
    const { words } = this;
    const record = this.drawSave(words.keep, "ask-record", { ...asked, record: true }, "record", "application/json", words.recordFile);
    if (!this.question.saves) return this.question.id === COMPARE ? [] : [record];
    return [this.drawSave(words.save, "ask-save", { ...asked, icalendar: true }, "icalendar", "text/calendar", words.file), record];
  }

  drawSave(label, kind, asked, part, type, file) {
    const save = element("button", { type: "button", class: `ask-button ${kind}` }, label);
    save.addEventListener("click", async () => {
      const reply = await this.post(asked);
      this.progress.hidden = true;
      if (!reply[part]) return this.say(this.words.broken);
      const address = URL.createObjectURL(new Blob([reply[part]], { type: `${type};charset=utf-8` }));
      element("a", { href: address, download: file }).click();
      URL.revokeObjectURL(address);
      this.say(this.words.saved);
    });
    return save;
  }
}

customElements.define("ask-the-policy", AskThePolicy);
