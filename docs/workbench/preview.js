// A page of the site as the draft has it: in a frame of its own, with the styles and scripts of this page.

import { element } from "../ask/elements.js";

export class Preview {
  // `ask` takes the page that is wanted, "" for one that the draft changes, and returns what the library says.
  constructor({ words, ask }) {
    Object.assign(this, { words, ask });
    this.chosen = "";
    this.pages = element("select", { id: "wb-page" });
    this.told = element("p", { class: "wb-told", role: "status" });
    this.frame = element("iframe", { title: words.preview, hidden: true });
    this.root = element(
      "details",
      { class: "wb-preview", hidden: true },
      element("summary", {}, words.preview),
      element("p", {}, words.previewAbout),
      element("div", {}, element("label", { for: "wb-page" }, words.previewPage), " ", this.pages),
      this.told,
      this.frame,
    );
    this.root.addEventListener("toggle", () => this.refresh());
    this.pages.addEventListener("change", () => this.choose(this.pages.value));
  }

  // Says that nothing can be shown for now; what was shown stays.
  wait() {
    this.told.textContent = this.words.mendFirst;
  }

  // Stays with a page that the reader chose; "" follows the edits again.
  choose(page, place) {
    this.chosen = page;
    return this.refresh(place);
  }

  async refresh(place = "") {
    if (!this.root.open || this.root.hidden) return;
    this.told.textContent = this.words.previewMakes;
    const reply = await this.ask(this.chosen);
    this.told.textContent = "";
    if (!reply) return;
    this.listing = reply.pages;
    if (this.chosen && this.chosen !== reply.page) this.chosen = "";
    this.pages.replaceChildren(
      element("option", { value: "", selected: !this.chosen }, this.words.previewFollows),
      ...reply.pages.map(({ file, name, is_changed: isChanged }) =>
        element("option", { value: file, selected: file === this.chosen }, isChanged ? `${name} (${this.words.previewChanged})` : name),
      ),
    );
    this.draw(reply, place);
  }

  draw({ page, html }, place) {
    const before = this.shown === page ? this.frame.contentWindow.scrollY : 0;
    this.shown = page;
    this.frame.hidden = false;
    this.frame.srcdoc = [
      `<!doctype html><html lang="${document.documentElement.lang}"><head><meta charset="utf-8">`,
      ...Array.from(document.querySelectorAll("link[rel=stylesheet]"), ({ href }) => `<link rel="stylesheet" href="${href}">`),
      `</head><body><article class="md-content__inner md-typeset">${html}</article>`,
      ...Array.from(document.querySelectorAll("script[src*='/scripts/']"), ({ src }) => `<script src="${src}"></script>`),
    ].join("");
    this.frame.onload = () => {
      const shown = this.frame.contentDocument;
      for (const { name, value } of document.body.attributes) if (name.startsWith("data-md-color")) shown.body.setAttribute(name, value);
      shown.addEventListener("click", (event) => this.follow(event));
      const target = place && shown.getElementById(place);
      if (target) target.scrollIntoView();
      else this.frame.contentWindow.scrollTo(0, before);
      this.root.dataset.shown = page;
    };
  }

  // Leads to another page of the draft in the frame, and to all others beside the workbench.
  follow(event) {
    const link = event.target.closest("a[href]");
    if (!link) return;
    event.preventDefault();
    const home = new URL("../", document.baseURI);
    const addressOf = (file) => new URL(this.listing.find((each) => each.file === file).address, home);
    const target = new URL(link.getAttribute("href"), addressOf(this.shown));
    const place = decodeURIComponent(target.hash.slice(1));
    const page = this.listing.find(({ file }) => addressOf(file).pathname === target.pathname);
    if (!page) open(target, "_blank");
    else if (page.file === this.shown) this.frame.contentDocument.getElementById(place)?.scrollIntoView();
    else this.choose(page.file, place);
  }
}
