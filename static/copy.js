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

  // A table goes out twice: as HTML for text programs, as tab-separated text for spreadsheets.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy-table]");
    if (!button) return;
    const said = button.parentElement.querySelector("[data-copied]");
    const table = document.getElementById(button.dataset.copyTable);
    const plain = (cell) => cell.textContent.replace(/\s+/g, " ").trim();
    const text = [...table.rows].map((row) => [...row.cells].map(plain).join("\t")).join("\n");
    const html = document.createElement("table");
    for (const row of table.rows) {
      const copy = html.insertRow();
      for (const cell of row.cells) {
        copy.append(Object.assign(document.createElement(cell.tagName), { textContent: plain(cell) }));
      }
    }
    try {
      await navigator.clipboard.write([new ClipboardItem({
        "text/html": new Blob([html.outerHTML], { type: "text/html" }),
        "text/plain": new Blob([text], { type: "text/plain" }),
      })]);
      said.textContent = "Copied.";
    } catch {
      getSelection().selectAllChildren(table);
      said.textContent = "Marked: press Ctrl+C.";
    }
  });

  // Buttons that need this script show only where it runs.
  for (const button of document.querySelectorAll("[data-copy], [data-copy-table]")) {
    button.hidden = false;
  }
})();
