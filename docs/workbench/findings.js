// What was found, as lists in which each place leads to its line.

import { element } from "../ask/elements.js";

// Draws problems as the terminal prints them: place, code, what is wrong, what to do.
export function drawProblems(problems, { words, goTo, explained }) {
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
      element("p", {}, label, " ", problem.file ? leads : place, " ", explains),
      element("p", { class: "wb-message" }, message),
      element("p", { class: "wb-hint" }, hint),
    );
  });
  return [element("ul", { class: "wb-problems" }, ...items)];
}
