// A button beside each block of code copies it: of what a terminal shows, the commands alone.
(() => {
  const WORDS = { fr: ["Copier", "Copié"], en: ["Copy", "Copied"] };
  const ICON =
    '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M19 21H8V7h11m0-2H8a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h11a2 2 0 0 0 2-2V7a2 2 0 0 0-2-2m-3-4H4a2 2 0 0 0-2 2v14h2V3h12V1Z"/></svg>';
  const SHOWN = 2000;
  const [copy, copied] = WORDS[document.documentElement.lang] ?? WORDS.en;

  const textOf = (code) => {
    if (!code.querySelector(".gp")) return code.textContent;
    const commands = code.cloneNode(true);
    for (const each of commands.querySelectorAll(".gp, .go")) each.remove();
    return commands.textContent.replace(/^\s*\n/gm, "");
  };

  // Only https has a clipboard; elsewhere what is about to be copied is replaced.
  const take = (text) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const replace = (event) => {
      event.clipboardData.setData("text/plain", text);
      event.preventDefault();
    };
    document.addEventListener("copy", replace, { once: true });
    document.execCommand("copy");
    document.removeEventListener("copy", replace);
  };

  for (const code of document.querySelectorAll(".highlight > pre > code")) {
    const said = Object.assign(document.createElement("span"), { className: "copied" });
    said.setAttribute("role", "status");
    const button = Object.assign(document.createElement("button"), { type: "button", className: "copy", innerHTML: ICON });
    button.setAttribute("aria-label", copy);
    button.title = copy;
    button.addEventListener("click", async () => {
      await take(textOf(code));
      said.textContent = copied;
      setTimeout(() => (said.textContent = ""), SHOWN);
    });
    code.parentElement.after(said, button);
  }
})();
