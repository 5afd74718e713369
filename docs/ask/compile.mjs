// Compiles the Python files of a folder with the Python of the browser, so that no reader waits for it.
// Usage: node compile.mjs RUNTIME_FOLDER FOLDER OPTIMIZE (as python -O does: 0 keeps all, 2 drops docstrings)
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";

const [runtime, folder] = process.argv.slice(2, 4).map((path) => resolve(path));
const optimize = Number(process.argv[4]);
const { loadPyodide } = await import(pathToFileURL(`${runtime}/pyodide.mjs`));
const python = await loadPyodide({ indexURL: `${runtime}/` });
python.mountNodeFS("/sources", folder);
const failed = python.runPython(`
import compileall, pathlib, py_compile

fine = compileall.compile_dir(
    "/sources", stripdir="/sources", quiet=1, legacy=True, optimize=${optimize},
    invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
)
for source in pathlib.Path("/sources").rglob("*.py"):
    if source.with_suffix(".pyc").exists():
        source.unlink()
not fine
`);
process.exit(failed ? 1 : 0);
