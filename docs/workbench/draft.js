// The files of the folder of all versions, by their paths in it, and which of them the library has yet to be told.

const NUMBER = /^\d+\.\d+\.\d+$/;
// What publishing writes.
export const WRITTEN = ["editions.yaml", "published.lock.yaml"];
const SAFE = /^(?!.*\.\.)[^/\\]+(\/[^/\\]+)*$/;

export const GROUPS = {
  offerings: ["policy.yaml", "offerings.yaml"],
  services: ["entitlements.yaml", "cadences.yaml", "service-levels.yaml", "availability.yaml", "engagement.yaml"],
  grounds: ["register.yaml", "source.yaml", "vocabulary.yaml"],
};

// Finds the folder of all versions among files by their paths: the one in which the folders of versions stand.
// Returns its files, or why there are none: {unreadable, name}.
export function policiesIn(files) {
  const version = /^(.*\/)?\d+\.\d+\.\d+\/policy\.yaml$/;
  const found = Object.keys(files).map((name) => version.exec(name)).filter(Boolean);
  const folders = [...new Set(found.map(([, folder = ""]) => folder))];
  if (!folders.length) return { unreadable: "none" };
  if (folders.length > 1) return { unreadable: "several", name: folders.map((each) => each || "./").sort().join(", ") };
  const [folder] = folders;
  const own = Object.entries(files).filter(([name]) => name.startsWith(folder));
  return { files: Object.fromEntries(own.map(([name, text]) => [name.slice(folder.length), text])) };
}

export class Draft {
  // `before` tells how files were that are no longer so, as `changed` does.
  constructor({ files, published = [], before = {} }) {
    this.files = new Map(Object.entries(files).filter(([name]) => SAFE.test(name)));
    this.published = new Set(published);
    this.origin = new Map(this.files);
    for (const [name, text] of Object.entries(before)) set(this.origin, name, text);
    this.untold = new Set(this.files.keys());
  }

  // The versions that have a folder, from the oldest to the newest.
  get versions() {
    const found = new Set([...this.files.keys()].map((name) => name.split("/")[0]).filter((name) => NUMBER.test(name)));
    return [...found].sort((one, other) => one.localeCompare(other, "en", { numeric: true }));
  }

  get newest() {
    return this.versions.at(-1);
  }

  // Whether a version, or the version of a file, is published: it never changes.
  isPublished(name) {
    return this.published.has(name.split("/")[0]);
  }

  read(name) {
    return this.files.get(name);
  }

  write(name, text) {
    set(this.files, name, text);
    this.untold.add(name);
  }

  // Gives a version the files of another draft.
  putBack(version, { files }) {
    const own = [...this.files.keys(), ...Object.keys(files)].filter((name) => name.startsWith(`${version}/`));
    for (const name of own) this.write(name, files[name] ?? null);
  }

  // What the library wrote, which it need not be told.
  accept(files) {
    for (const [name, text] of Object.entries(files)) this.files.set(name, text);
  }

  // Leaves a version that has another number now.
  leave(version) {
    for (const name of [...this.files.keys()]) if (name.startsWith(`${version}/`)) this.files.delete(name);
  }

  // The newest published version before another one.
  before(version) {
    const numbers = this.versions;
    return numbers.slice(0, numbers.indexOf(version)).findLast((each) => this.published.has(each));
  }

  // How each file was that is no longer as it was; null where there was none.
  changed() {
    const names = [...new Set([...this.origin.keys(), ...this.files.keys()])].sort();
    return Object.fromEntries(
      names.filter((name) => this.origin.get(name) !== this.files.get(name)).map((name) => [name, this.origin.get(name) ?? null]),
    );
  }

  // How each file is that is no longer as it was; null where there is none.
  edits() {
    return Object.fromEntries(Object.keys(this.changed()).map((name) => [name, this.files.get(name) ?? null]));
  }

  // Takes the place of another draft, whose files the library forgets.
  replace(other) {
    for (const name of other.files.keys()) this.untold.add(name);
  }

  // What has changed since it was last taken, for the library.
  take() {
    const taken = Object.fromEntries([...this.untold].map((name) => [name, this.files.get(name) ?? null]));
    this.untold.clear();
    return taken;
  }

  // The files of a version by group, and those beside all versions.
  groups(version) {
    const own = [...this.files.keys()].filter((name) => name.startsWith(`${version}/`));
    const scenarios = own.filter((name) => name.startsWith(`${version}/scenarios/`)).sort();
    const grouped = Object.entries(GROUPS).map(([group, names]) => [
      group,
      names.map((name) => `${version}/${name}`).filter((name) => this.files.has(name)),
    ]);
    const known = new Set([...scenarios, ...grouped.flatMap(([, names]) => names)]);
    const others = own.filter((name) => !known.has(name)).sort();
    const beside = [...this.files.keys()].filter((name) => !NUMBER.test(name.split("/")[0])).sort();
    return [...grouped, ["scenarios", scenarios], ["others", others], ["beside", beside]].filter(([, names]) => names.length);
  }
}

function set(texts, name, text) {
  if (text === null) texts.delete(name);
  else texts.set(name, text);
}

// The number of the next minor version.
export function nextVersion(version) {
  const [major, minor] = version.split(".").map(Number);
  return `${major}.${minor + 1}.0`;
}
