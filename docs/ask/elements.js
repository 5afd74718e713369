// Small helpers to build a page without ever reading text as markup.

// Makes an element: element("p", {class: "hint"}, "text", child, ...).
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== false && value != null) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child != null));
  return made;
}

export function options(choices, language) {
  return choices.map(({ id, label }) => element("option", { value: id }, label[language]));
}

// Reads a file of JSON that stands beside the page; fails where it is not there.
export async function fetchJson(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: HTTP ${response.status}`);
  return response.json();
}
