// The draft in the browser's storage, so that a reload loses nothing; where the browser keeps none, it is not kept.

const KEY = "policy-workbench";

export function keep(kept) {
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

export function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEY));
  } catch {
    return null;
  }
}

export function forget() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // what cannot be kept is not there
  }
}
