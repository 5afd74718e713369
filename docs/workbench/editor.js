// The editor of one file at a time: each file keeps its history and its place.

import { acceptCompletion, completionKeymap, nextSnippetField } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { HighlightStyle, foldGutter, foldKeymap, indentOnInput, syntaxHighlighting, syntaxTree } from "@codemirror/language";
import { yaml } from "@codemirror/lang-yaml";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { explainAtCursor, helping } from "./help.js";

const COLOURS = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--wb-key)" },
  { tag: tags.comment, color: "var(--wb-quiet)", fontStyle: "italic" },
]);

export class Editor {
  constructor(parent, { changed, phrases, help }) {
    this.changed = changed;
    this.phrases = phrases;
    this.help = help;
    this.states = new Map();
    this.view = new EditorView({ parent });
  }

  // Shows a file; what is typed in it is told by its name.
  show(name, text, { label, readOnly }) {
    if (this.name) this.states.set(this.name, this.view.state);
    this.name = name;
    const kept = this.states.get(name);
    const same = kept?.sliceDoc() === text && kept.readOnly === readOnly;
    this.view.setState(same ? kept : this.state(name, text, label, readOnly));
  }

  state(name, text, label, readOnly) {
    return EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        foldGutter(),
        history(),
        drawSelection(),
        highlightActiveLine(),
        indentOnInput(),
        lintGutter(),
        yaml(),
        syntaxHighlighting(COLOURS),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0", translate: "no" }),
        EditorState.readOnly.of(readOnly),
        EditorState.phrases.of(this.phrases),
        EditorState.lineSeparator.of(lineEnd(text)),
        helping((asked) => this.help({ ...asked, name })),
        keymap.of([
          { key: "Tab", run: (view) => acceptCompletion(view) || nextSnippetField(view) },
          ...completionKeymap,
          ...defaultKeymap,
          ...historyKeymap,
          ...foldKeymap,
          ...lintKeymap,
          ...searchKeymap,
        ]),
        EditorView.updateListener.of(({ docChanged, state }) => docChanged && this.changed(name, state.sliceDoc())),
      ],
    });
  }

  // Underlines the key or the value at which each problem stands.
  mark(problems) {
    const { state } = this.view;
    const found = problems.map(({ line, column, severity, code, said }) => {
      const from = this.position(line ?? 1, column ?? 1);
      const { from: start, to } = syntaxTree(state).resolveInner(from, 1);
      const end = start === from && to > from ? Math.min(to, state.doc.lineAt(from).to) : from + 1;
      return { from, to: Math.min(end, state.doc.length), severity, source: code, message: said };
    });
    this.view.dispatch(setDiagnostics(state, found));
  }

  // Returns where a line and a column stand that count characters from 1.
  position(line, column) {
    const { doc } = this.view.state;
    const { from, text } = doc.line(Math.min(line, doc.lines));
    return from + [...text].slice(0, column - 1).join("").length;
  }

  // Writes something in place of what stands at a line and a column.
  put({ line, column, written }, insert) {
    const from = this.position(line, column);
    const to = from + written.length;
    if (this.view.state.sliceDoc(from, to) === written) this.view.dispatch({ changes: { from, to, insert } });
  }

  goTo(line, column) {
    const at = this.position(line ?? 1, column ?? 1);
    this.view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
    this.view.focus();
  }

  // Explains what stands at the cursor, and goes on there.
  explain() {
    this.view.focus();
    explainAtCursor(this.view);
  }
}

// A file keeps the ends of its lines where they are all alike.
function lineEnd(text) {
  return /(^|[^\r])\n/.test(text) || !text.includes("\r\n") ? "\n" : "\r\n";
}
