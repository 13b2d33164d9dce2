// The claim form while it is written: the sentence it reads as, what is open, remarks on names, Enter to
// take the sentence as the summary, and one key for each of the four unknowns.
// Enter goes on to the next question that must be answered, Ctrl-Enter to the last look, and submits there.
// Without this file the page says the same after each save, and the button takes the sentence.
(() => {
  // Two tabs were settled: what this browser kept of one of them is no longer wanted.
  document.querySelector("form[data-settles]")?.addEventListener("submit", () => {
    try { localStorage.removeItem(`evidence:kept:${location.pathname}`); } catch { /* nothing is kept */ }
  });

  for (const hint of document.querySelectorAll("[data-claim-keys]")) hint.hidden = false;
  function onControlEnter(form, button) {
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.repeat || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      form.requestSubmit(form.querySelector(button));
    });
  }
  const last = document.querySelector("form[data-submits]");
  if (last) onControlEnter(last, "button[type='submit']");

  const form = document.querySelector("form[data-claim]");
  const summary = form?.elements.summary;
  if (!summary) return;
  const proposal = form.querySelector("[data-proposal]");

  function line(className, text) {
    return Object.assign(document.createElement("p"), { className, textContent: text });
  }

  /* Errors and notices about names; autosave.js has emptied the errors. */
  function remark(fields) {
    for (const field of form.querySelectorAll("[data-field]")) {
      const { errors = [], notices = [] } = fields[field.dataset.field] || {};
      field.querySelector("[data-errors]")?.replaceChildren(...errors.map((text) => line("field-error", text)));
      field.querySelector("[data-notices]")?.replaceChildren(...notices.map((text) => line("field-notice", text)));
    }
  }

  function count({ id, open, gaps }) {
    const words = open ? `★ ${open} to answer` : gaps ? `${gaps} gap${gaps > 1 ? "s" : ""}` : "✓";
    for (const place of document.querySelectorAll(`a[href="#${id}"] .gaps, #${id} .section-head .gaps`)) {
      place.textContent = words;
    }
  }

  form.addEventListener("autosave:saved", ({ detail }) => {
    remark(detail.fields);
    detail.sections.forEach(count);
    if (!detail.reading) return;
    for (const sentence of document.querySelectorAll("[data-reading]")) sentence.textContent = detail.reading;
    proposal.hidden = false;
  });

  // In an empty field one key is the answer; Backspace takes it back. Obeys the switch of single keys.
  const UNKNOWNS = { "?": "unclear", "-": "not_reported", "/": "not_applicable", ".": "not_checked", Backspace: "" };
  const keysOn = () => {
    try { return localStorage.getItem("evidence:keys") !== "off"; } catch { return true; }
  };
  form.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (!(key in UNKNOWNS) || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !keysOn()) return;
    if (!target.matches("input[type='text'], textarea, select:not(.unknown select)") || target.value) return;
    const unknown = target.closest("[data-field]")?.querySelector(".unknown select");
    if (!unknown || unknown.value === UNKNOWNS[key]) return;
    event.preventDefault();
    unknown.value = UNKNOWNS[key];
    for (const kind of ["input", "change"]) unknown.dispatchEvent(new Event(kind, { bubbles: true }));
  });

  // What keeps the claim from being submitted, as far as the page can tell; the server has the last word.
  const isEmpty = (control) => (control.type === "checkbox" ? !control.checked : !control.value.trim());
  const answers = (place) =>
    [...place.querySelectorAll("input:not([type='hidden']), select, textarea")].filter((one) => !one.closest(".unknown"));

  function openIn(field) {
    const all = answers(field);
    if (field.querySelector(".unknown select")?.value) return undefined;
    if (all.every(isEmpty)) return "required" in field.dataset ? all[0] : undefined;
    const begun = [...field.querySelectorAll("tbody tr")].filter((row) => !answers(row).every(isEmpty));
    return begun.flatMap((row) => [...row.querySelectorAll("[data-required]")]).find(isEmpty);
  }

  function goOn(from) {
    const fields = [...form.querySelectorAll("[data-field]")];
    const ahead = fields.slice(Math.max(fields.indexOf(from), 0));
    (ahead.map(openIn).find(Boolean) || form.querySelector(".form > .actions button[name='check']")).focus();
  }

  form.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (key !== "Enter" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!target.matches("input[type='text'], input[type='checkbox'], select")) return;
    event.preventDefault();
    goOn(target.closest("[data-field]"));
  });
  onControlEnter(form, "button[name='check']");
  // On a narrow page the paper comes first, and the first question lies far below.
  if (form.dataset.claim === "new" && !location.hash && matchMedia("(min-width: 60rem)").matches) goOn(null);

  // The server makes the sentence from what is typed now; the one shown may be a few seconds old.
  proposal.querySelector("[data-enter]").hidden = false;
  summary.addEventListener("keydown", (event) => {
    const takes = event.key === "Enter" && !event.shiftKey && !event.isComposing;
    if (!takes || summary.value.trim() || proposal.hidden) return;
    event.preventDefault();
    proposal.querySelector("button").click();
  });
})();
