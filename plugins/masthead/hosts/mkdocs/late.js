// Stands in a page between its palette form and its text; see late.py. Short names: it is in each page.
(() => {
  const d = document, all = [...d.querySelectorAll("input[name=__palette]")];
  const stored = all[0] && __md_get("__palette");
  const fits = one => matchMedia(one.dataset.mdColorMedia).matches;
  const now = all[stored?.index] || all.find(fits) || all[0];
  // There are scripts: the theme may show its search, which opens without any.
  d.documentElement.classList.replace("no-js", "js");
  if (now) {
    // The theme shows its button, and sets a reader's colours, only from scripts of its own.
    (now.nextElementSibling || {}).hidden = false;
    const auto = now.dataset.mdColorMedia == "(prefers-color-scheme)";
    const by = auto && all.find(one => one != now && fits(one)) || now;
    for (let name of ["scheme", "primary", "accent"])
      d.body.setAttribute(name = "data-md-color-" + name, by.getAttribute(name));
  }
  let chosen, asked;
  const load = () => {
    if (asked) return;
    asked = d.createElement("script");
    asked.src = "BUNDLE";
    asked.onload = () => {
      // The theme waits for this event, which a script that comes late has missed.
      d.dispatchEvent(new Event("DOMContentLoaded"));
      chosen?.dispatchEvent(new Event("change"));
    };
    d.body.append(asked);
  };
  // What was switched before the script had come, it is told when it has.
  d.addEventListener("change", ({ target }) => { if (target.name == "__palette") chosen = target; });
  d.addEventListener("DOMContentLoaded", () => {
    // An address with a query or an anchor asks something of the script at once.
    if (location.search || location.hash) load();
    else for (const sign of ["pointermove", "pointerdown", "wheel", "scroll", "keydown", "focusin"])
      addEventListener(sign, load, { passive: true, once: true });
  });
})();
