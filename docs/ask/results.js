// Draws what the library replied: answers, a table, problems and references.

import { element } from "./elements.js";

export function drawReply(reply, words, pages) {
  const { citations } = reply;
  return [
    reply.note && element("p", {}, reply.note),
    ...(reply.table?.rows.length ? [drawTable(reply.table, citations)] : []),
    reply.answer && drawAnswer(reply.answer, words, citations),
    ...(citations.length ? drawCitations(citations, words, pages) : []),
    element("p", { class: "ask-hint" }, `${words.policy} ${reply.policy.version}, ${reply.policy.digest}`),
    drawData(reply.data, words),
  ].filter(Boolean);
}

function drawAnswer(answer, words, citations) {
  return element(
    "div",
    { class: "ask-answer", "data-basis": answer.basis },
    drawValue(answer.value),
    element("p", { class: "ask-basis" }, element("span", {}, words.basis + words.colon), answer.basisWords),
    answer.firmness.length
      ? element("p", { class: "ask-basis" }, element("span", {}, words.firmness + words.colon), answer.firmness.join(words.semicolon))
      : null,
    element("p", { class: "ask-reason" }, answer.reason, " ", ...drawCites(answer.cites, citations)),
  );
}

// Draws a value, one of several entries as a list.
function drawValue(entries) {
  if (entries.length === 1) return element("p", { class: "ask-value" }, entries[0]);
  return element("ul", { class: "ask-value" }, ...entries.map((each) => element("li", {}, each)));
}

function drawTable({ columns, rows }, citations) {
  const head = element("tr", {}, ...columns.map((name) => element("th", { scope: "col" }, name)));
  const body = rows.map(({ cells, cites }) => {
    const drawn = cells.map((cell) => element("td", {}, cell));
    drawn.at(-1).append(" ", ...drawCites(cites, citations));
    return element("tr", {}, ...drawn);
  });
  const table = element("table", {}, element("thead", {}, head), element("tbody", {}, ...body));
  return element("div", { class: "ask-table" }, table);
}

// A reference moves the focus and leaves the address alone, since that holds the question.
function drawCites(cites, citations) {
  return cites.map((number) => {
    const id = `ask-reference-${number}`;
    const link = element(
      "a",
      { href: `#${id}`, class: "ask-cite", "aria-label": `[${number}] ${citations[number - 1].place}` },
      `[${number}]`,
    );
    link.addEventListener("click", (event) => {
      event.preventDefault();
      document.getElementById(id).focus();
    });
    return link;
  });
}

// Lists the places; `pages` says where the site shows each kind, with {id} in place of the id.
function drawCitations(citations, words, pages) {
  const items = citations.map(({ kind, id, place }, index) => {
    const page = pages[kind]?.replace("{id}", encodeURIComponent(id));
    const name = page ? element("a", { href: page }, place) : place;
    const marks = { id: `ask-reference-${index + 1}`, "data-kind": kind, "data-id": id, tabindex: "-1" };
    return element("li", marks, name, " ", element("code", {}, id));
  });
  return [element("h3", {}, words.citations), element("ol", { class: "ask-references" }, ...items)];
}

function drawData(data, words) {
  const text = element("code", { class: "ask-code" }, JSON.stringify(data, null, 2));
  return element("details", {}, element("summary", {}, words.data), element("pre", { tabindex: "0" }, text));
}

export function drawProblems(problems, words) {
  const items = problems.map(({ code, message, hint, place }) =>
    element("li", {}, code && element("strong", {}, code), ` ${[place, message, hint].filter(Boolean).join(" ")}`),
  );
  return [element("p", {}, words.correct), element("ul", { class: "ask-problems" }, ...items)];
}

// Says what is wrong with the link that led here.
export function drawFaults(faults, words) {
  return [element("p", {}, words.linkFaults), element("ul", {}, ...faults.map((each) => element("li", {}, each)))];
}
