// Completions, snippets and explanations in the editor, from what the language service says.

import { autocompletion, snippet } from "@codemirror/autocomplete";
import { StateEffect, StateField } from "@codemirror/state";
import { EditorView, hoverTooltip, keymap, runScopeHandlers, showTooltip } from "@codemirror/view";
import { element } from "../ask/elements.js";

const SNIPPET = 2;
const PROPERTY = 10;
const KEY = "F1";

const explained = StateEffect.define();

// What is explained at the cursor, until it moves or something is typed.
const atCursor = StateField.define({
  create: () => null,
  update(shown, { docChanged, selection, effects }) {
    const told = effects.find((each) => each.is(explained));
    if (told) return told.value;
    return docChanged || selection ? null : shown;
  },
  provide: (field) => showTooltip.from(field),
});

// Returns the extension; `ask` puts a question about a place in a text to the service.
export function helping(ask) {
  const about = (state, at) => {
    const line = state.doc.lineAt(at);
    return { text: state.doc.toString(), position: { line: line.number - 1, character: at - line.from } };
  };
  const complete = async (context) => {
    const word = context.matchBefore(/[\w-]*$/);
    if (!context.explicit && word.from === word.to) return null;
    const found = await ask({ ask: "complete", ...about(context.state, context.pos) });
    const known = new Map((found?.items ?? []).map((item) => [item.label, item]));
    return known.size ? { from: word.from, options: [...known.values()].map(optionOf), validFor: /^[\w-]*$/ } : null;
  };
  const explain = async (view, at) => {
    const found = await ask({ ask: "explain", ...about(view.state, at) });
    return plain(found?.contents);
  };
  const hover = async (view, at) => tooltip(at, await explain(view, at));
  const press = (view) => {
    const { doc, selection } = view.state;
    const at = selection.main.head;
    explain(view, at).then((found) => {
      const isAsItWas = view.state.doc.eq(doc) && view.state.selection.eq(selection);
      const said = found || view.state.phrase("Nothing is explained here.");
      if (isAsItWas) view.dispatch({ effects: [explained.of(tooltip(at, said)), EditorView.announce.of(said)] });
    });
    return true;
  };
  const close = (view) => {
    if (!view.state.field(atCursor)) return false;
    view.dispatch({ effects: explained.of(null) });
    return true;
  };
  const keys = keymap.of([
    { key: KEY, run: press },
    { key: "Escape", run: close },
  ]);
  return [keys, atCursor, autocompletion({ override: [complete] }), hoverTooltip(hover)];
}

// Explains what stands at the cursor, as the key does.
export function explainAtCursor(view) {
  runScopeHandlers(view, new KeyboardEvent("keydown", { key: KEY }), "editor");
}

function tooltip(pos, said) {
  return said ? { pos, above: true, create: () => ({ dom: shown(said) }) } : null;
}

function optionOf(item) {
  const said = plain(item.documentation);
  return {
    label: item.label,
    type: item.kind === PROPERTY ? "property" : "enum",
    info: said ? () => shown(said) : undefined,
    apply: (view, completion, from, to) => insert(view, item, from, to),
  };
}

function insert(view, item, from, to) {
  const text = item.textEdit?.newText ?? item.insertText ?? item.label;
  if (item.insertTextFormat === SNIPPET) snippet(asSnippet(text))(view, null, from, to);
  else view.dispatch({ changes: { from, to, insert: text }, selection: { anchor: from + text.length } });
}

// The protocol numbers its fields and lists choices; the editor names its fields.
function asSnippet(text) {
  const chosen = text.replace(/\$\{(\d+)\|([^|}]*)\|\}/g, (_, number, choices) => `\${${number}:${choices.split(",")[0]}}`);
  return chosen.replace(/\$(\d+)/g, "${$1}");
}

// Leaves of Markdown what is read: the page shows text.
function plain(markdown) {
  const text = typeof markdown === "string" ? markdown : (markdown?.value ?? "");
  return text
    .replace(/\n*Source: \[.*\)\s*$/, "")
    .replace(/^#+\s*/gm, "")
    .replace(/\n\s*---\s*\n/g, "\n")
    .replace(/&nbsp;/g, " ")
    .replace(/\\([-_*`.[\](){}<>#+!|~])/g, "$1")
    .replace(/\*\*|`/g, "")
    .trim();
}

function shown(text) {
  return element("div", { class: "wb-help" }, text);
}
