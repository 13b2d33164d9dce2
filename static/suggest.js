// Names to choose from while typing, where a list is too long to stand in the page as a whole.
// Without this file the page offers the first names only; any name can be typed all the same.
(() => {
  const LONGEST_IN_PAGE = 400;
  const form = document.querySelector("form[data-suggest]");
  if (!form) return;
  const cut = new Set([...form.querySelectorAll("datalist")].filter((list) => list.options.length >= LONGEST_IN_PAGE));
  let timer = 0;

  function option({ name, means }) {
    const made = Object.assign(document.createElement("option"), { value: name });
    if (means) made.label = `${name} → ${means}`;
    return made;
  }

  async function ask(list, text) {
    const query = new URLSearchParams({ vocabulary: list.id.replace("list-", ""), q: text });
    try {
      const response = await fetch(`${form.dataset.suggest}?${query}`);
      if (response.ok) list.replaceChildren(...(await response.json()).names.map(option));
    } catch { /* offline: the names offered so far stay */ }
  }

  form.addEventListener("input", ({ target }) => {
    if (!cut.has(target.list) || target.value.trim().length < 2) return;
    clearTimeout(timer);
    timer = setTimeout(ask, 200, target.list, target.value.trim());
  });
})();
