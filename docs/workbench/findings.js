// What was found, as lists in which each place leads to its line.

import { element } from "../ask/elements.js";

const AT_ONCE = 5;

// Draws problems as the terminal prints them: place, code, what is wrong, what to do; of many, the first ones at once.
export function drawProblems(problems, { words, goTo, knows, explained }) {
  if (!problems.length) return [];
  const items = problems.map((problem) => {
    const { severity, place, code, message, hint } = problem;
    const leads = element("button", { type: "button", class: "wb-place" }, place);
    leads.addEventListener("click", () => goTo(problem));
    const explains = element("a", { href: explained.replace("{code}", code) }, code);
    const label = element("span", { class: "wb-severity" }, words.severities[severity]);
    return element(
      "li",
      { "data-severity": severity, "data-code": code },
      element("p", {}, label, " ", knows(problem.file) ? leads : place, " ", explains),
      element("p", { class: "wb-message" }, message),
      element("p", { class: "wb-hint" }, hint),
    );
  });
  const list = (some) => element("ul", { class: "wb-problems" }, ...some);
  const more = items.slice(AT_ONCE);
  const folded = element("details", {}, element("summary", {}, words.more(more.length)), list(more));
  return more.length ? [list(items.slice(0, AT_ONCE)), folded] : [list(items)];
}

// Draws what was found anew; what the reader unfolded stays so.
export function redraw(place, ...found) {
  const wasOpen = place.querySelector("details")?.open ?? false;
  place.replaceChildren(...found);
  const folded = place.querySelector("details");
  if (folded) folded.open = wasOpen;
}

// Draws what changes for the customer, cause by cause, the gravest first.
export function drawChanges(groups, { goTo }) {
  return groups.map(({ class: effect, name, changes }) => {
    const items = changes.map((change) => {
      const places = change.places.map((each) => {
        const leads = element("button", { type: "button", class: "wb-place" }, each.place);
        leads.addEventListener("click", () => goTo(each));
        return leads;
      });
      return element(
        "li",
        { "data-class": effect },
        element("p", {}, change.said),
        ...change.beside.map((each) => element("p", { class: "wb-hint" }, each)),
        places.length ? element("p", {}, ...places) : null,
      );
    });
    return element("div", {}, element("h3", { class: "wb-class" }, name), element("ul", { class: "wb-changes" }, ...items));
  });
}

// Draws the notice to customers as it is handed in: Markdown, in the reader's language first.
export function drawNotice(notice, language, words) {
  const languages = Object.keys(notice).sort((one, other) => (other === language) - (one === language));
  return languages.map((each) => element("pre", { lang: each, tabindex: "0", "aria-label": `${words.notice} (${each})` }, notice[each]));
}
