// Day or night: follows the system until the person chooses, and remembers the choice in this browser.
(() => {
  const KEY = "evidence:theme";
  const NEXT = { automatic: "light", light: "dark", dark: "automatic" };
  const root = document.documentElement;

  function remembered() {
    try { return localStorage.getItem(KEY) || "automatic"; } catch { return "automatic"; }
  }

  function apply(theme) {
    if (theme in NEXT && theme !== "automatic") root.dataset.theme = theme;
    else delete root.dataset.theme;
  }

  function remember(theme) {
    try {
      if (theme === "automatic") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, theme);
    } catch { /* storage refused: the choice holds for this page only */ }
  }

  apply(remembered());

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-theme-switch]");
    if (!button) return;
    const name = button.querySelector("[data-theme-name]");
    const current = () => root.dataset.theme || "automatic";
    const describe = () => {
      name.textContent = `Theme: ${current()}. Change to ${NEXT[current()]}`;
      button.title = name.textContent;
    };
    button.addEventListener("click", () => {
      const theme = NEXT[current()];
      apply(theme);
      remember(theme);
      describe();
    });
    describe();
    button.hidden = false;
  });
})();
