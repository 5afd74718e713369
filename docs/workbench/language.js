// Completes and explains what is typed, off the page: the service of yaml-language-server without its server.
//
// In:  {number, ask, ...}      Out: {number, reply}

import { TextDocument } from "vscode-languageserver-textdocument";
import { getLanguageService } from "yaml-language-server/out/src/languageservice/yamlLanguageService.js";

const service = getLanguageService({
  schemaRequestService: (address) => Promise.reject(new Error(`nothing is fetched: ${address}`)),
  telemetry: { send() {}, sendError: (_, error) => console.error(error), sendTrack() {} },
  workspaceContext: { resolveRelativePath: (path, base) => String(new URL(path, base)) },
  clientCapabilities: {
    textDocument: { completion: { completionItem: { documentationFormat: ["markdown"], snippetSupport: true } } },
  },
});
const SCHEMA_LINE = /^# yaml-language-server:.*/;

let version = 0;

// The service keeps what it read by address and version; it knows the schemas, and looks for none where a file names it.
function read({ name, text }) {
  const without = text.replace(SCHEMA_LINE, (line) => "#".padEnd(line.length));
  return TextDocument.create(`file:///${name}`, "yaml", ++version, without);
}

const ANSWERS = {
  learn: ({ schemas }) =>
    service.configure({ schemas, completion: true, hover: true, validate: false, format: false, yamlVersion: "1.2", customTags: [] }),
  complete: (asked) => service.doComplete(read(asked), asked.position, false),
  explain: (asked) => service.doHover(read(asked), asked.position),
};

addEventListener("message", async ({ data: { number, ...asked } }) => {
  try {
    postMessage({ kind: "answer", number, reply: (await ANSWERS[asked.ask](asked)) ?? null });
  } catch (error) {
    postMessage({ kind: "broken", number, cause: String(error) });
  }
});
