// Copies the text a button stands for, and says that it did.
(() => {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const said = button.parentElement.querySelector("[data-copied]");
    const text = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(text.textContent.trim());
      said.textContent = "Copied.";
    } catch {
      // The clipboard is refused, on plain http for instance: mark the text for Ctrl+C instead.
      getSelection().selectAllChildren(text);
      said.textContent = "Marked: press Ctrl+C.";
    }
  });

  // Buttons that need this script show only where it runs.
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
})();
