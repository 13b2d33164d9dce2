// Single keys, outside fields only, and switched off for good in the list that "?" opens.
// A page gives its own keys as data-key="n" on a link or button; they press it and appear in the list.
(() => {
  const STORE = "evidence:keys";
  const dialog = document.getElementById("keys");
  const box = dialog?.querySelector("[data-keys-on]");
  if (!dialog?.showModal) return;

  let on = true;
  try { on = localStorage.getItem(STORE) !== "off"; } catch { /* storage refused: keys stay on */ }
  const hint = () => document.querySelectorAll("[data-keys-hint]").forEach((key) => { key.hidden = !on; });
  box.checked = on;
  hint();
  box.addEventListener("change", () => {
    on = box.checked;
    hint();
    try { localStorage.setItem(STORE, on ? "on" : "off"); } catch { /* holds for this page only */ }
  });

  for (const element of document.querySelectorAll("[data-key]")) {
    const key = document.createElement("dt");
    key.append(Object.assign(document.createElement("kbd"), { textContent: element.dataset.key }));
    const meaning = document.createElement("dd");
    meaning.textContent = element.textContent.trim();
    dialog.querySelector("[data-keys]").append(key, meaning);
  }

  const typing = (target) => target.closest?.("input, select, textarea, [contenteditable]");

  for (const button of document.querySelectorAll("[data-keys-open]")) {
    button.hidden = false;
    button.addEventListener("click", () => dialog.showModal());
  }
  document.addEventListener("keydown", (event) => {
    if (!on || dialog.open || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "?") dialog.showModal();
    else if (event.key === "/") document.querySelector("[data-search]")?.focus();
    else {
      const own = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
      if (!own) return;
      own.click();
    }
    event.preventDefault();
  });
})();
