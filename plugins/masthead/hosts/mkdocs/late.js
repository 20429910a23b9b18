// Stands in a page between its palette form and its text; see late.py.
(() => {
  const d = document, inputs = [...d.querySelectorAll("input[name=__palette]")];
  // There are scripts: the theme may show its search, which opens without any.
  d.documentElement.classList.replace("no-js", "js");
  const stored = inputs[0] && __md_get("__palette");
  const fits = one => matchMedia(one.dataset.mdColorMedia).matches;
  const now = inputs[stored ? stored.index : Math.max(0, inputs.findIndex(fits))];
  let chosen, asked;
  if (now) {
    // The theme shows its button, and follows the system's scheme, only from its script.
    if (now.nextElementSibling) now.nextElementSibling.hidden = false;
    if (!stored) {
      const auto = now.dataset.mdColorMedia == "(prefers-color-scheme)";
      const wanted = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
      const by = auto && inputs.find(one => one.dataset.mdColorMedia.includes(wanted)) || now;
      for (const name of ["scheme", "primary", "accent"])
        d.body.setAttribute("data-md-color-" + name, by.getAttribute("data-md-color-" + name));
    }
  }
  const signs = ["pointermove", "pointerdown", "touchstart", "wheel", "scroll", "keydown", "focusin"];
  // What was switched before the script had come, it is told when it has.
  const choose = event => { if (event.target.name == "__palette") chosen = event.target; };
  const load = () => {
    if (asked) return;
    asked = true;
    signs.forEach(sign => removeEventListener(sign, load));
    const script = d.createElement("script");
    script.src = "BUNDLE";
    script.onload = () => {
      d.removeEventListener("change", choose);
      // The theme waits for this event, which a script that comes late has missed.
      d.dispatchEvent(new Event("DOMContentLoaded"));
      if (chosen) chosen.dispatchEvent(new Event("change"));
    };
    d.body.append(script);
  };
  const begin = () => {
    // An address with a query or an anchor asks something of the script at once.
    if (location.search || location.hash) load();
    else signs.forEach(sign => addEventListener(sign, load, { passive: true }));
  };
  d.addEventListener("change", choose);
  if (d.readyState == "loading") d.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
