// The comparison's filter: by words, by difference, by offering. Without it, everything is shown.
(() => {
  const table = document.querySelector("table.compare");
  const form = document.querySelector("form.filter:has([name=find])");
  if (!table || !form) return;

  const unaccented = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const rows = [...table.tBodies[0].rows];
  const output = form.querySelector("output");

  const show = () => {
    const wanted = unaccented(form.elements.find.value).split(/\s+/).filter(Boolean);
    const onlyDifferent = form.elements.different.checked;
    for (const row of rows) {
      const text = unaccented(row.cells[0].textContent);
      const different = row.dataset.alike === "false";
      row.hidden = !(wanted.every((word) => text.includes(word)) && (different || !onlyDifferent));
    }
    for (const { dataset, checked } of form.querySelectorAll("[data-column]")) {
      for (const cell of table.querySelectorAll(`tr > :nth-child(${dataset.column})`)) cell.hidden = !checked;
    }
    const shown = rows.filter((row) => !row.hidden).length;
    output.textContent = output.dataset.words.replace("{shown}", shown).replace("{total}", rows.length);
  };

  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
})();

// A link to a move opens it.
const openMove = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!(target instanceof HTMLDetailsElement)) return;
  target.open = true;
  target.toggleAttribute("data-unfolded", true);
};
addEventListener("hashchange", openMove);
openMove();
