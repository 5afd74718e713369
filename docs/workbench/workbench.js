// <policy-workbench lang="fr">: where an owner edits a version of the policy, in the browser alone.
//
// The attribute error says at which address the site explains a code, with {code} in its place.

import { Answering } from "../ask/answering.js";
import { element, fetchJson } from "../ask/elements.js";
import { Draft, WRITTEN, nextVersion, policiesIn } from "./draft.js";
import { Editor } from "./editor.js";
import { Fields } from "./fields.js";
import { drawChanges, drawNotice, drawProblems, redraw } from "./findings.js";
import { forget, keep, kept } from "./keeping.js";
import { Preview } from "./preview.js";
import { WORDS } from "./words.js";

const HERE = new URL(".", import.meta.url);
const PAUSE = 150;
const MEGABYTE = 1_000_000;
const LARGEST = 20 * MEGABYTE;
const MOST_FILES = 5_000;

class PolicyWorkbench extends HTMLElement {
  async connectedCallback() {
    if (this.words) return;
    this.language = this.lang === "fr" ? "fr" : "en";
    this.words = WORDS[this.language];
    const published = fetchJson(new URL("published.json", HERE));
    this.draw();
    this.loadLibrary();
    const found = await published.catch((cause) => this.openNothing(cause));
    if (found) this.resume(found);
  }

  disconnectedCallback() {
    this.library?.close();
    this.service?.close();
  }

  // --- the library -------------------------------------------------------------------------------------------------

  loadLibrary() {
    if (typeof WebAssembly !== "object" || typeof DecompressionStream !== "function") {
      this.giveUp(this.words.noWebAssembly);
      return;
    }
    this.library = new Answering(new URL("python.js", HERE), {
      progress: (told) => this.showProgress(told),
      ready: () => this.becomeReady(),
      lost: (cause) => this.giveUp(this.words.lost, cause),
    });
  }

  // What is fetched later than the library, such as what shows pages, leaves what was said before it.
  showProgress({ step, loaded, total }) {
    if (this.dataset.state === "ready") this.saidBefore ??= this.status.textContent;
    this.progress.hidden = false;
    this.bar.value = total ? loaded / total : 0;
    this.amount.textContent = this.words.amount(...[loaded, total].map((bytes) => this.inMegabytes(bytes)));
    this.say(`${this.words.steps[step]}… ${this.words.loading}`);
  }

  inMegabytes(bytes) {
    return (bytes / MEGABYTE).toLocaleString(this.language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  }

  becomeReady() {
    this.dataset.state = "ready";
    this.say(this.words.ready);
  }

  // Leaves nothing to edit, and says why.
  openNothing(cause) {
    this.library?.close();
    this.replaceChildren(this.status);
    this.giveUp(this.words.noVersions, cause);
  }

  giveUp(message, cause) {
    this.dataset.state = "without-library";
    this.progress.hidden = true;
    this.say(message);
    if (cause) console.error(cause);
  }

  say(message) {
    if (this.status.textContent !== message) this.status.textContent = message;
  }

  async ask(question) {
    const reply = await this.library.ask({ ...question, language: this.language, files: this.draft.take() });
    this.progress.hidden = true;
    if (this.saidBefore !== undefined) this.say(this.saidBefore);
    this.saidBefore = undefined;
    if (reply.broken && !this.library.isLost) {
      this.say(this.words.broken);
      console.error(reply.broken);
    }
    return reply;
  }

  // --- the page ----------------------------------------------------------------------------------------------------

  draw() {
    const { words } = this;
    this.status = element("p", { class: "wb-status", role: "status" });
    this.amount = element("span", { class: "wb-amount" });
    this.bar = element("progress", { "aria-label": words.progress, max: "1", value: "0" });
    this.progress = element("p", { class: "wb-progress", hidden: true }, this.bar, " ", this.amount);
    this.versions = element("select", { id: "wb-version" });
    this.zip = this.button(words.zip, () => this.save());
    this.zip.className = "wb-zip";
    this.patch = this.button(words.patch, () => this.savePatch());
    this.patch.className = "wb-patch";
    this.abandoning = this.button(words.abandon, () => this.abandon());
    this.actions = element(
      "div",
      { class: "wb-actions" },
      element("div", {}, element("label", { for: "wb-version" }, words.version), " ", this.versions),
      this.zip,
      this.patch,
      this.abandoning,
    );
    this.abandoning.className = "wb-abandon";
    this.files = element("details", { class: "wb-files", open: matchMedia("(min-width: 60rem)").matches });
    this.fileName = element("h2", { class: "wb-file" });
    this.fileAbout = element("p", { class: "wb-about" });
    this.note = element("p", { class: "wb-note", hidden: true });
    this.puttingBack = this.button("", () => this.putBack());
    this.puttingBack.className = "wb-put-back";
    this.explaining = this.button(words.explain, () => this.editor.explain());
    this.explaining.className = "wb-explain";
    const page = element("div", { class: "wb-editor" });
    this.checked = this.section(words.check, "wb-checked");
    this.checked.told.textContent = words.unchecked;
    this.tested = this.section(words.test, "wb-tested");
    this.compared = this.section(words.diff, "wb-compared");
    this.renumbering = this.button("", () => this.renumber());
    this.renumbering.className = "wb-renumber";
    this.renumbering.hidden = true;
    this.compared.told.after(this.renumbering);
    this.notice = element("details", { class: "wb-notice", hidden: true });
    this.sourced = this.drawSource();
    this.fields = new Fields({ words, ask: () => this.askFields(), put: (found, written) => this.editor.put(found, written) });
    this.preview = new Preview({ words, ask: (page) => this.askPreview(page) });
    this.replaceChildren(
      this.status,
      this.progress,
      this.actions,
      this.drawOpen(),
      this.drawStart(),
      this.drawFinish(),
      element(
        "div",
        { class: "wb-desk" },
        this.files,
        element(
          "section",
          { class: "wb-edit" },
          this.fileName,
          this.fileAbout,
          this.note,
          this.puttingBack,
          page,
          element("p", { class: "wb-keys" }, this.explaining, " ", words.keys),
          this.fields.root,
        ),
        element(
          "div",
          { class: "wb-findings" },
          this.checked.root,
          this.compared.root,
          this.notice,
          this.tested.root,
          this.sourced.root,
        ),
      ),
      this.preview.root,
    );
    this.editor = new Editor(page, { changed: (name, text) => this.edit(name, text), phrases: words.phrases, help: (asked) => this.help(asked) });
    this.versions.addEventListener("change", () => this.choose(this.versions.value));
  }

  button(text, action) {
    const made = element("button", { type: "button" }, text);
    made.addEventListener("click", action);
    return made;
  }

  // Where files are chosen, the same ones again as well: they may have been mended.
  fileField(id, kind, choose) {
    const made = element("input", { id, type: "file", ...kind });
    made.addEventListener("click", () => (made.value = ""));
    made.addEventListener("change", () => choose([...made.files]));
    return made;
  }

  // A part of the findings: what is said in short, and what was found.
  section(title, name) {
    const told = element("p", { class: "wb-told" });
    const found = element("div", {});
    return { told, found, root: element("section", { class: name }, element("h2", {}, title), told, found) };
  }

  drawStart() {
    const { words } = this;
    this.startNumber = element("input", { id: "wb-number", required: true, pattern: "\\d+\\.\\d+\\.\\d+", size: "8", autocomplete: "off" });
    this.startDay = this.dayField("wb-first");
    this.startProblems = element("div", { role: "alert" });
    this.starting = element(
      "form",
      { class: "wb-start" },
      element("div", {}, element("label", { for: "wb-number" }, words.startNumber), " ", this.startNumber),
      element("div", {}, element("label", { for: "wb-first" }, words.firstDay), " ", this.startDay),
      element("button", { type: "submit" }, words.startButton),
      this.startProblems,
    );
    this.starting.addEventListener("submit", (event) => {
      event.preventDefault();
      this.start(this.startNumber.value, this.startDay.value);
    });
    return element("details", { class: "wb-starting", open: true }, element("summary", {}, words.start), this.starting);
  }

  dayField(id) {
    return element("input", { id, type: "date", required: true, min: "2000-01-01", max: "2199-12-31" });
  }

  drawFinish() {
    const { words } = this;
    this.finishDay = this.dayField("wb-day");
    this.others = element(
      "select",
      { id: "wb-others" },
      ...Object.entries(words.others).map(([value, text]) => element("option", { value }, text)),
    );
    this.sameMeaning = element("input", { id: "wb-same", type: "checkbox" });
    this.finishProblems = element("div", { role: "alert" });
    this.finishing = element(
      "form",
      { class: "wb-start" },
      element("div", {}, element("label", { for: "wb-day" }, words.firstDay), " ", this.finishDay),
      element("div", {}, element("label", { for: "wb-others" }, words.otherContracts), " ", this.others),
      element("div", {}, this.sameMeaning, " ", element("label", { for: "wb-same" }, words.sameMeaning)),
      element("button", { type: "submit" }, words.finishButton),
      this.finishProblems,
    );
    this.finishDay.addEventListener("change", () => {
      this.firstDay = this.finishDay.value;
      this.run();
    });
    this.finishing.addEventListener("submit", (event) => {
      event.preventDefault();
      this.finish();
    });
    return element(
      "details",
      { class: "wb-finishing", hidden: true },
      element("summary", {}, words.finish),
      element("p", {}, words.finishAbout),
      this.finishing,
    );
  }

  drawOpen() {
    const { words } = this;
    const zip = this.fileField("wb-open-zip", { accept: ".zip" }, ([file]) => this.openZip(file));
    const folder = this.fileField("wb-open-folder", { webkitdirectory: true }, (files) => this.openFolder(files));
    this.opening = element("div", { role: "alert" });
    return element(
      "details",
      { class: "wb-opening" },
      element("summary", {}, words.open),
      element("p", {}, words.openAbout),
      element(
        "div",
        { class: "wb-start" },
        element("div", {}, element("label", { for: "wb-open-zip" }, words.openZip), " ", zip),
        element("div", {}, element("label", { for: "wb-open-folder" }, words.openFolder), " ", folder),
      ),
      this.opening,
    );
  }

  // Where a document is chosen, and what differs between it and the version.
  drawSource() {
    const { words } = this;
    const made = this.section(words.source, "wb-sourced");
    const file = this.fileField("wb-document", { accept: ".txt,.docx" }, ([chosen]) => this.chooseDocument(chosen));
    made.told.textContent = words.sourceAbout;
    made.told.before(element("div", {}, element("label", { for: "wb-document" }, words.sourceFile), " ", file));
    return made;
  }

  // --- the draft ---------------------------------------------------------------------------------------------------

  // Opens what is published, with the draft that was kept.
  resume(published) {
    this.site = published;
    const { files = {}, own = false, version, firstDay, published: locked = [], before } = kept() ?? {};
    const draft = new Draft(own ? { files, published: locked, before } : published);
    if (!own) for (const [name, text] of Object.entries(files)) draft.write(name, text);
    for (const each of locked) draft.published.add(each);
    this.own = own;
    this.firstDay = firstDay;
    this.finishDay.value = firstDay ?? "";
    this.open(draft, draft.versions.includes(version) ? version : draft.newest);
  }

  open(draft, version = draft.newest) {
    if (this.draft) draft.replace(this.draft);
    this.draft = draft;
    this.showVersion(version);
    this.dataset.opened = "";
    this.run();
  }

  async openZip(file) {
    const reply = file.size > LARGEST ? { unreadable: "large" } : await this.ask({ do: "unzip", zip: await encode(file) });
    await this.openOwn(reply);
  }

  async chooseDocument(file) {
    delete this.dataset.judged;
    this.document = file && { name: file.name, document: await encode(file) };
    await this.run();
  }

  async openFolder(chosen) {
    const named = chosen.filter(({ name }) => /\.ya?ml$/i.test(name));
    const isLarge = named.length > MOST_FILES || named.reduce((sum, { size }) => sum + size, 0) > LARGEST;
    await this.openOwn(isLarge ? { unreadable: "large" } : await read(named));
  }

  // Opens what was read in the place of what is open, or says why it cannot be opened.
  async openOwn({ broken, ...read }) {
    if (broken) return;
    const { files, unreadable, name } = read.files ? policiesIn(read.files) : read;
    this.opening.textContent = unreadable ? this.words.unreadable[unreadable](name) : "";
    if (unreadable || !this.mayLose()) return;
    this.own = true;
    this.firstDay = undefined;
    this.finishDay.value = "";
    this.opening.closest("details").open = false;
    this.open(new Draft({ files }));
    const { published = [] } = await this.ask({ do: "published" });
    this.draft.published = new Set(published);
    this.showVersion(this.draft.newest);
    await this.run();
  }

  // Asks before edits are lost.
  mayLose() {
    return !Object.keys(this.draft.changed()).length || confirm(this.words.reallyAbandon);
  }

  // Keeps what the page would lose.
  keep() {
    const { own, version, firstDay, draft } = this;
    const files = own ? Object.fromEntries(draft.files) : draft.edits();
    const before = own ? draft.changed() : undefined;
    const isKept = keep({ files, own, version, firstDay, published: [...draft.published], before });
    if (!isKept) this.say(this.words.notKept);
  }

  abandon() {
    if (!confirm(this.words.reallyAbandon)) return;
    forget();
    location.reload();
  }

  // Shows another version, and judges that one.
  choose(version) {
    this.showVersion(version);
    return this.run();
  }

  showVersion(version) {
    const { draft, words } = this;
    this.version = version;
    this.versions.replaceChildren(
      ...draft.versions.map((each) => {
        const state = draft.isPublished(each) ? words.published : words.draft;
        return element("option", { value: each, selected: each === version }, `${each} (${state})`);
      }),
    );
    this.startNumber.value = nextVersion(draft.newest);
    this.finishing.parentElement.hidden = draft.isPublished(version);
    this.abandoning.hidden = !this.own && !Object.keys(draft.changed()).length;
    this.drawFiles();
    const [, [, [first]]] = draft.groups(version);
    this.show(this.draft.files.has(`${version}/service-levels.yaml`) ? `${version}/service-levels.yaml` : first);
  }

  drawFiles() {
    const { words } = this;
    const groups = this.draft.groups(this.version).map(([group, names]) => {
      const items = names.map((name) => {
        const chooses = this.button(this.called(name), () => this.show(name, { focus: true }));
        chooses.dataset.file = name;
        return element("li", {}, chooses);
      });
      return element("div", {}, element("h2", { class: "wb-group" }, words.groups[group]), element("ul", {}, ...items));
    });
    this.files.replaceChildren(element("summary", {}, words.files), element("nav", { "aria-label": words.files }, ...groups));
  }

  // A file as the page names it: without its version, its folder and its ending.
  called(name) {
    const path = name.replace(`${this.version}/`, "").replace("scenarios/", "");
    return path.replace(/\.yaml$/, "");
  }

  show(name, { focus = false } = {}) {
    const { draft, words } = this;
    const readOnly = WRITTEN.includes(name) || draft.isPublished(name);
    this.fileName.textContent = name;
    this.fileAbout.textContent = words.about[name.split("/").at(-1)] ?? "";
    for (const each of this.files.querySelectorAll("[data-file]")) {
      if (each.dataset.file === name) each.setAttribute("aria-current", "true");
      else each.removeAttribute("aria-current");
    }
    this.editor.show(name, draft.read(name), { label: name, readOnly });
    this.warn();
    this.mark();
    this.fields.root.hidden = readOnly;
    this.fields.fill();
    if (focus) this.editor.view.focus();
  }

  // Says that a version is not to be edited, or that it was all the same.
  warn() {
    const { draft, words, version } = this;
    const { name } = this.editor;
    const isEdited = this.edited?.has(name.split("/")[0]) ?? false;
    const reason = WRITTEN.includes(name) ? words.generated : draft.isPublished(name) ? words.readOnly : "";
    this.note.textContent = isEdited ? words.edited(version) : reason;
    this.note.hidden = !this.note.textContent;
    this.puttingBack.textContent = words.putBack(version);
    this.puttingBack.hidden = !(isEdited && this.site.files[`${version}/policy.yaml`]);
  }

  // Gives a version that was edited the texts back that were published.
  async putBack() {
    this.draft.putBack(this.version, this.site);
    this.showVersion(this.version);
    this.editor.view.focus();
    await this.run();
  }

  edit(name, text) {
    this.draft.write(name, text);
    this.again = true;
    this.keep();
    delete this.dataset.verdict;
    delete this.dataset.judged;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.run(), PAUSE);
  }

  // Writes files as if they had been typed.
  write(files) {
    for (const [name, text] of Object.entries(files)) this.draft.write(name, text);
    delete this.dataset.verdict;
    delete this.dataset.judged;
    this.showVersion(this.version);
    return this.run();
  }

  goTo({ file, line, column }) {
    const version = file.split("/")[0];
    if (this.draft.versions.includes(version) && version !== this.version) this.choose(version);
    this.show(file);
    this.editor.goTo(line, column);
  }

  // --- checking ----------------------------------------------------------------------------------------------------

  // Judges the draft until nothing is left that the library was not told.
  async run() {
    this.again = true;
    this.running ??= this.judge().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  async judge() {
    while (this.again && this.dataset.state !== "without-library") {
      this.again = false;
      delete this.dataset.judged;
      if (await this.check()) {
        this.fields.fill();
        await this.compare();
        await this.compareSource();
        await this.preview.refresh();
      } else this.preview.wait();
      await this.learn();
      this.keep();
      if (!this.again) this.dataset.judged = "";
    }
  }

  // Shows what is wrong; tells whether the rest can be judged.
  async check() {
    const reply = await this.ask({ do: "check", today: today() });
    if (reply.broken || this.again) return false;
    this.problems = reply.problems;
    this.edited = new Set(reply.edited);
    this.warn();
    this.checked.told.textContent = reply.summary;
    redraw(this.checked.found, ...drawProblems(reply.problems, this.reader()));
    this.say(reply.summary);
    this.mark();
    this.dataset.verdict = reply.problems.length;
    const isFine = reply.problems.every(({ severity }) => severity !== "error");
    if (!isFine) for (const each of [this.tested, this.compared]) this.forget(each);
    return isFine;
  }

  // Lets the language service know the schemas with the ids of the draft, where these have changed.
  async learn() {
    if (this.again) return;
    const { known, schemas } = await this.ask({ do: "schemas", version: this.version, known: this.known });
    if (!schemas) return;
    this.known = known;
    this.service ??= new Answering(new URL("language.js", HERE), { lost: console.error });
    await this.service.ask({ ask: "learn", schemas });
    this.dataset.helped = "";
  }

  // Asks the language service; without it, nothing is completed or explained.
  async help(asked) {
    const reply = await this.service?.ask(asked);
    return reply?.broken ? null : reply;
  }

  forget({ told, found }) {
    told.textContent = this.words.mendFirst;
    found.replaceChildren();
    this.renumbering.hidden = true;
    this.notice.hidden = true;
  }

  // Shows what the scenarios say, and what changes since the version that is published before.
  async compare() {
    const { version, words } = this;
    const tested = await this.ask({ do: "test", version });
    if (tested.broken || this.again) return;
    this.tested.told.textContent = [tested.summary, tested.coverage].filter(Boolean).join(" ");
    if (tested.problems.length) this.say(`${this.checked.told.textContent} ${tested.summary}`);
    redraw(this.tested.found, ...drawProblems([...tested.problems, ...tested.untested], this.reader()));
    const start = this.draft.before(version);
    this.compared.root.hidden = !start;
    this.notice.hidden = !start;
    this.preview.root.hidden = !start;
    if (!start) return;
    const reply = await this.ask({ do: "diff", start, version, first_day: this.firstDay });
    if (reply.broken || reply.refused || this.again) return;
    this.compared.told.textContent = reply.verdict;
    redraw(this.compared.found, ...drawProblems(reply.problems, this.reader()), ...drawChanges(reply.groups, this.reader()));
    this.least = reply.least;
    this.renumbering.hidden = !reply.least || this.draft.isPublished(version);
    this.renumbering.textContent = words.renumber(reply.least);
    const isOpen = this.notice.open;
    this.notice.replaceChildren(element("summary", {}, words.notice), ...drawNotice(reply.notice, this.language, words));
    this.notice.open = isOpen;
  }

  // Shows where the document that was chosen and the version differ.
  async compareSource() {
    const { document, sourced, version } = this;
    if (!document || this.again) return;
    const reply = await this.ask({ do: "source", version, ...document });
    if (reply.broken || this.again) return;
    sourced.told.textContent = reply.summary ?? "";
    redraw(sourced.found, ...drawProblems(reply.refused ?? reply.problems, this.reader()));
  }

  // Returns a page as the draft has it; nothing while it cannot be read, or where it was edited again.
  async askPreview(page) {
    const { version, draft, editor } = this;
    const reply = await this.ask({ do: "preview", version, start: draft.before(version), name: editor.name, page, today: today() });
    return reply.html && !this.again ? reply : undefined;
  }

  // Returns what a form may change in the file that is shown, rule by rule.
  async askFields() {
    const { name } = this.editor;
    const { groups } = await this.ask({ do: "fields", name });
    return name === this.editor.name ? groups : undefined;
  }

  reader() {
    return {
      words: this.words,
      explained: this.getAttribute("error"),
      goTo: (problem) => this.goTo(problem),
      knows: (file) => this.draft.files.has(file),
    };
  }

  mark() {
    const counts = new Map();
    for (const { file } of this.problems ?? []) counts.set(file, (counts.get(file) ?? 0) + 1);
    for (const each of this.files.querySelectorAll("[data-file]")) {
      const count = counts.get(each.dataset.file);
      each.textContent = count ? `${this.called(each.dataset.file)} (${count})` : this.called(each.dataset.file);
    }
    const own = (this.problems ?? []).filter(({ file, line }) => file === this.editor.name && line);
    this.editor.mark(own.map((each) => ({ ...each, said: `${each.message} ${each.hint}` })));
  }

  // --- versions ----------------------------------------------------------------------------------------------------

  async start(version, firstDay) {
    const reply = await this.ask({ do: "start", version, start: this.draft.newest });
    this.refuse(this.startProblems, reply);
    if (!reply.files) return;
    this.starting.parentElement.open = false;
    this.firstDay = firstDay;
    this.finishDay.value = firstDay;
    this.take(version, reply.files);
    this.say(`${this.words.version} ${version} ${this.words.started}`);
    this.editor.view.focus();
    await this.run();
  }

  // Goes on with a version that the library wrote.
  take(version, files) {
    this.draft.accept(files);
    delete this.dataset.verdict;
    delete this.dataset.judged;
    this.showVersion(version);
  }

  refuse(place, { refused = [] }) {
    place.replaceChildren(...drawProblems(refused, this.reader()));
  }

  async renumber() {
    const { version, least } = this;
    const reply = await this.ask({ do: "renumber", version, to: least });
    if (!reply.files) return;
    const file = this.editor.name.replace(`${version}/`, `${least}/`);
    this.draft.leave(version);
    this.take(least, reply.files);
    this.show(file);
    this.say(this.words.renumbered(least));
    this.editor.view.focus();
    await this.run();
  }

  async finish() {
    const { version } = this;
    const told = { first_day: this.finishDay.value, others: this.others.value, same_meaning: this.sameMeaning.checked, today: today() };
    const reply = await this.ask({ do: "finish", version, ...told });
    this.refuse(this.finishProblems, reply);
    if (!reply.files) return;
    this.draft.published.add(version);
    this.take(version, reply.files);
    await this.run();
    this.say(this.words.finished(version));
  }

  async savePatch() {
    const { patch } = await this.ask({ do: "patch", before: this.draft.changed() });
    if (patch !== undefined) download(patch, `policies-${this.version}.patch`, "text/x-patch");
  }

  async save() {
    const { zip } = await this.ask({ do: "pack" });
    if (zip) download(Uint8Array.from(atob(zip), (each) => each.charCodeAt(0)), `policies-${this.version}.zip`, "application/zip");
  }
}

// The bytes of a file as the library takes them.
async function encode(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return btoa(Array.from(bytes, (each) => String.fromCharCode(each)).join(""));
}

// The texts of files of a folder, each as it is to the last byte; or the one that is none.
async function read(chosen) {
  const files = {};
  for (const file of chosen) {
    const name = file.webkitRelativePath;
    try {
      files[name] = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await file.arrayBuffer());
    } catch {
      return { unreadable: "encoding", name };
    }
  }
  return { files };
}

// The reader's day, YYYY-MM-DD.
function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((each) => String(each).padStart(2, "0")).join("-");
}

function download(data, name, type) {
  const address = URL.createObjectURL(new Blob([data], { type }));
  element("a", { href: address, download: name }).click();
  URL.revokeObjectURL(address);
}

customElements.define("policy-workbench", PolicyWorkbench);
