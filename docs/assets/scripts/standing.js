// Says where a page is read, and which version governs contracts that are signed on a day.
(() => {
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");

  for (const address of document.querySelectorAll(".foot .address")) {
    address.textContent = `· ${location.origin}${location.pathname}`;
  }
  for (const note of document.querySelectorAll(".standing [data-first]")) {
    note.classList.toggle("standing__begun", note.dataset.first <= today);
  }

  const form = document.querySelector("form.signed");
  if (!form) return;
  const reigns = JSON.parse(form.dataset.reigns);
  const tell = () => {
    const day = form.elements.day.value;
    const found = reigns.find(([first, next]) => day && first <= day && (!next || day < next));
    const [, , version, address] = found ?? [];
    const link = found && Object.assign(document.createElement("a"), { href: address, textContent: version });
    form.elements.version.replaceChildren(link ?? "–");
  };
  form.elements.day.value = today;
  form.addEventListener("input", tell);
  form.addEventListener("submit", (event) => event.preventDefault());
  tell();
})();
