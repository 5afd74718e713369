// Give the search dialog, which Material leaves nameless, the name that its field has.
const dialog = document.querySelector("[data-md-component=search][role=dialog]");
const field = dialog?.querySelector("[data-md-component=search-query]");
if (field) dialog.setAttribute("aria-label", field.getAttribute("aria-label"));

// Remember what the reader has unfolded: the theme unfolds everything for print.
addEventListener("click", ({ target }) => {
  const details = target.closest?.("summary")?.parentElement;
  details?.toggleAttribute("data-unfolded", !details.open);
});
