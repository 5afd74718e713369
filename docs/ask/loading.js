// Runs the library off the page: fetches the runtime and the packages once, then answers questions in JSON.
//
// In:  {number, ...question}         Out: {kind: "progress", step, loaded, total} | {kind: "ready"} | {kind: "lost", cause}
//                                          | {kind: "answer", number, reply} | {kind: "broken", number, cause}

const HERE = new URL(".", import.meta.url);
const CACHE = "ask-the-policy";
const RUNTIME_PARTS = ["loader", "script", "python", "stdlib"];
const RUNTIME = new URL("runtime/", HERE);
const BLOCK = 512;
const decoder = new TextDecoder();

const progress = { step: "download", loaded: 0, total: 0 };
const fetchFromNetwork = fetch;
const unkept = new Map();
let manifest;

function bytesOf(parts) {
  return parts.reduce((sum, part) => sum + manifest.parts[part].bytes, 0);
}

function tell(step) {
  progress.step = step;
  postMessage({ kind: "progress", ...progress });
}

// Returns a file as it was packed: the browser's cache keeps it under a name that tells its content apart.
async function fetchPart(part) {
  const { file, bytes, sha256 } = manifest.parts[part];
  const url = new URL(file, HERE);
  const cache = await openCache();
  const kept = await cache?.match(url);
  if (kept) {
    const data = await kept.arrayBuffer();
    count(bytes);
    return data;
  }
  const data = await download(url, bytes);
  await verify(data, sha256, file);
  if (cache) unkept.set(url, data);
  return data;
}

async function download(url, bytes) {
  const response = await fetchFromNetwork(url);
  if (!response.ok) throw new Error(`${url.pathname}: HTTP ${response.status}`);
  const data = new Uint8Array(bytes);
  let at = 0;
  for await (const chunk of readChunks(response.body)) {
    data.set(chunk, at);
    at += chunk.length;
    count(chunk.length);
  }
  return data.buffer;
}

async function* readChunks(stream) {
  const reader = stream.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
}

async function verify(data, expected, file) {
  if (!globalThis.crypto?.subtle) return; // only https and localhost have it
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found !== expected) throw new Error(`${file} is damaged`);
}

async function openCache() {
  try {
    return await globalThis.caches?.open(CACHE);
  } catch {
    return undefined; // private windows may refuse
  }
}

// Keeps what was fetched for the next time, and what was kept before no longer: after what the reader waits for.
async function renewCache() {
  const cache = await openCache();
  for (const [url, data] of unkept) {
    unkept.delete(url);
    await cache?.put(url, new Response(data)).catch(() => {});
  }
  const current = new Set(Object.values(manifest.parts).map(({ file }) => new URL(file, HERE).href));
  for (const { url } of (await cache?.keys()) ?? []) if (!current.has(url)) await cache.delete(url);
}

function count(bytes) {
  progress.loaded += bytes;
  tell(progress.step);
}

function unpack(packed) {
  return new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
}

function readUnpacked(packed) {
  return new Response(unpack(packed)).arrayBuffer();
}

async function importPart(packed) {
  const source = new Blob([await readUnpacked(packed)], { type: "text/javascript" });
  const url = URL.createObjectURL(source);
  try {
    return await import(url);
  } finally {
    URL.revokeObjectURL(url);
  }
}

// The runtime asks for its files by name; it gets what was fetched, counted and verified here.
function serveRuntime(python, stdlib) {
  const types = { "pyodide.asm.wasm": [python, "application/wasm"], "python_stdlib.zip": [stdlib, "application/zip"] };
  globalThis.fetch = async (address, options) => {
    const [part, type] = types[new URL(address, HERE).href.slice(RUNTIME.href.length)] ?? [];
    if (!part) return fetchFromNetwork(address, options);
    return new Response(unpack(await part), { headers: { "Content-Type": type } });
  };
}

async function start(module, packages) {
  manifest = await (await fetch(new URL("manifest.json", HERE), { cache: "no-cache" })).json();
  const atOnce = [...RUNTIME_PARTS, ...packages];
  progress.total = bytesOf(atOnce);
  tell("download");
  const parts = Object.fromEntries(RUNTIME_PARTS.map((part) => [part, fetchPart(part)]));
  for (const each of packages) parts[each] = fetchPart(each).then(readUnpacked); // while the runtime starts
  Object.values(parts).forEach((part) => part.catch(() => {}));
  serveRuntime(parts.python, parts.stdlib);
  const [{ loadPyodide }, script] = await Promise.all([parts.loader.then(importPart), parts.script.then(importPart)]);
  const starting = loadPyodide({
    indexURL: RUNTIME.href,
    packageBaseUrl: RUNTIME.href,
    lockFileContents: { info: manifest.python, packages: {} },
    createPyodideModule: script.default,
  });
  // The runtime would wait for ever for a part that is lost: a part fails the whole.
  const [runtime] = await Promise.all([starting, ...Object.values(parts)]);
  tell("unpack");
  for (const each of packages) install(runtime, await parts[each]);
  tell("start");
  const { answer, prepare } = runtime.pyimport(module);
  prepare();
  renewCache();
  return { runtime, answer };
}

function install(runtime, unpacked) {
  const sitePackages = runtime.runPython("import importlib, site; importlib.invalidate_caches(); site.getsitepackages()[0]");
  let made;
  for (const [path, data] of filesIn(new Uint8Array(unpacked))) {
    const file = `${sitePackages}/${path}`;
    const folder = file.slice(0, file.lastIndexOf("/"));
    if (folder !== made) runtime.FS.mkdirTree((made = folder)); // files stand in the order of their folders
    runtime.FS.writeFile(file, data, { canOwn: true });
  }
}

// Lists the files of an archive as `tar` writes them: Python would take several times as long to unpack it.
function* filesIn(archive) {
  const read = (from, bytes) => decoder.decode(archive.subarray(from, from + bytes)).replace(/\0[^]*/, "");
  for (let at = 0; archive[at]; ) {
    const size = parseInt(read(at + 124, 12), 8);
    const path = [read(at + 345, 155), read(at, 100)].filter(Boolean).join("/");
    const from = at + BLOCK;
    yield [path, archive.subarray(from, from + size)];
    at = from + Math.ceil(size / BLOCK) * BLOCK;
  }
}

// Answers in JSON; a package that only some answers need is fetched when the first of them misses it.
async function ask({ runtime, answer }, question) {
  for (;;) {
    const reply = JSON.parse(answer(JSON.stringify(question)));
    if (!reply.missing) return reply;
    if (!manifest.parts[reply.missing]) throw new Error(`no module ${reply.missing}`);
    progress.loaded = 0;
    progress.total = bytesOf([reply.missing]);
    tell("more");
    install(runtime, await readUnpacked(await fetchPart(reply.missing)));
    await renewCache();
  }
}

// Answers what this worker is sent, one question after the other, by `answer` of a Python module;
// `packages` are the parts that it needs from the start.
export function serve(module, packages) {
  const started = start(module, packages);
  started.then(
    () => postMessage({ kind: "ready" }),
    (error) => postMessage({ kind: "lost", cause: String(error) }),
  );
  let queue = Promise.resolve();
  addEventListener("message", ({ data: { number, ...question } }) => {
    queue = queue.then(async () => {
      try {
        postMessage({ kind: "answer", number, reply: await ask(await started, question) });
      } catch (error) {
        postMessage({ kind: "broken", number, cause: String(error) });
      }
    });
  });
}
