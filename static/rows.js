// "Add a row" at once, from the last row. Without this the same button asks the server (add_row=NAME).
(() => {
  // In names and ids the row's index is the last number that equals it: cargo-2-molecule.
  function renumber(text, from, to) {
    const pattern = new RegExp(`(^|[^0-9])${from}(?![0-9])(?!.*[^0-9]${from}(?![0-9]))`);
    return text.replace(pattern, `$1${to}`);
  }

  function blank(control) {
    if (control.type === "checkbox" || control.type === "radio") control.checked = false;
    else if (control.tagName === "SELECT") control.selectedIndex = 0;
    else control.value = "";
    control.removeAttribute("aria-invalid");
  }

  function nextRow(last) {
    const row = last.cloneNode(true);
    const from = last.dataset.index;
    const to = String(Number(from) + 1);
    row.dataset.index = to;
    for (const element of [row, ...row.querySelectorAll("*")]) {
      for (const name of ["id", "name", "for", "aria-describedby"]) {
        if (element.hasAttribute(name)) element.setAttribute(name, renumber(element.getAttribute(name), from, to));
      }
    }
    row.querySelectorAll("input, select, textarea").forEach(blank);
    row.querySelectorAll("[data-errors], .field-error").forEach((error) => error.remove());
    const number = last.parentElement.rows.length + 1;
    row.querySelectorAll("[data-row-number]").forEach((place) => { place.textContent = number; });
    return row;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[name='add_row']");
    const body = button?.closest("fieldset")?.querySelector("table[data-rows] tbody");
    if (!body?.lastElementChild) return;
    event.preventDefault();
    const row = nextRow(body.lastElementChild);
    body.append(row);
    row.querySelector("input, select, textarea").focus();
    button.form?.dispatchEvent(new CustomEvent("rows:added", { bubbles: true }));
  });
})();
