// Reviewing by keyboard. j and k go from stop to stop, 1 2 3 choose there, a agrees with what is left, Ctrl-Enter
// delivers. Single keys work outside text fields and obey the switch in the list that "?" opens. A delivery is held
// for five seconds, in which it can be undone; leaving the page sends it at once. The page works without this file.
(() => {
  const form = document.querySelector("form[data-review]");
  if (!form) return;
  const HOLD_SECONDS = 5;
  const bar = document.querySelector("[data-review-bar]");
  const stops = [...form.querySelectorAll("[data-stop]")];
  const sections = stops.filter((stop) => stop.id.startsWith("section-"));
  const deliver = form.querySelector("[data-deliver]");
  let here = null;

  const keysOn = () => {
    try { return localStorage.getItem("evidence:keys") !== "off"; } catch { return true; }
  };
  const radios = (stop) => [...stop.querySelectorAll("input[type='radio']")];
  const isAnswered = (stop) => radios(stop).some((radio) => radio.checked);
  const isText = (target) =>
    target.closest?.("select, textarea, [contenteditable], input:not([type='radio'], [type='checkbox'])");

  function count() {
    const left = sections.filter((stop) => !isAnswered(stop)).length;
    const words = left ? `${left} of ${sections.length} sections to answer` : "All sections answered";
    bar.querySelector("[data-review-count]").textContent = words;
    bar.querySelector("[data-agree-rest]").hidden = !left;
  }

  function goTo(stop) {
    here?.classList.remove("is-here");
    here = stop;
    here.classList.add("is-here");
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    here.scrollIntoView({ behavior, block: "nearest" });
    here.focus({ preventScroll: true });
  }

  function step(by) {
    const at = here ? stops.indexOf(here) : -1;
    goTo(stops[Math.min(Math.max(at + by, 0), stops.length - 1)]);
  }

  function choose(place) {
    if (!here) step(1);
    const radio = radios(here)[place];
    if (!radio) return;
    radio.checked = true;
    radio.dispatchEvent(new Event("change", { bubbles: true }));
    const needsReason = ["disagree", "revise", "reject"].includes(radio.value);
    const reason = here.querySelector("textarea") || (here.id === "verdict" && form.elements.reason);
    if (needsReason && reason) reason.focus();
    else if (here !== stops.at(-1)) step(1);
  }

  function agreeWithTheRest() {
    for (const stop of sections) {
      if (!isAnswered(stop)) radios(stop)[0].checked = true;
    }
    form.dispatchEvent(new Event("input", { bubbles: true }));
    count();
    goTo(stops.find((stop) => !isAnswered(stop)) || stops.at(-1));
  }

  /* Holding a delivery back for a moment. */
  const holding = bar.querySelector("[data-holding]");
  let timer = 0;
  let left = 0;

  const isHeld = () => timer !== 0;

  function letGo() {
    clearInterval(timer);
    timer = 0;
    holding.hidden = true;
  }

  function send() {
    letGo();
    form.dataset.sending = "1";
    form.requestSubmit(deliver);
  }

  function tick() {
    if (left === 0) { send(); return; }
    holding.querySelector("[data-holding-text]").textContent = `Delivering in ${left} s`;
    left -= 1;
  }

  function hold() {
    left = HOLD_SECONDS;
    holding.hidden = false;
    timer = setInterval(tick, 1000);
    tick();
  }

  function undo() {
    letGo();
    bar.querySelector("[data-review-count]").textContent = "Not delivered";
  }

  form.addEventListener("submit", (event) => {
    if (event.submitter !== deliver || form.dataset.sending) return;
    if (isHeld()) {
      // Asked for again: this very submission goes out. One begun inside it would be dropped.
      letGo();
      form.dataset.sending = "1";
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    hold();
  }, { capture: true });
  addEventListener("pagehide", () => {
    if (!isHeld()) return;
    const body = new URLSearchParams(new FormData(form, deliver));
    letGo();
    fetch(form.action, { method: "POST", body, keepalive: true }).catch(() => { /* the note was saved as it was typed */ });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(deliver);
      return;
    }
    if (event.key === "Escape" && isText(event.target) && form.contains(event.target)) {
      goTo(event.target.closest("[data-stop]") || here || stops[0]);
      return;
    }
    if (!keysOn() || event.ctrlKey || event.metaKey || event.altKey || isText(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if ("123".includes(event.key)) choose(Number(event.key) - 1);
    else if (event.key === "y") choose(0);
    else if (event.key === "n") choose(1);
    else if (event.key === "a" && event.target.matches("input")) agreeWithTheRest();
    else if (event.key === "z" && isHeld() && event.target.matches("input")) undo();
    else return;
    event.preventDefault();
  });

  form.addEventListener("change", count);
  form.addEventListener("focusin", (event) => {
    const stop = event.target.closest("[data-stop]");
    if (!stop || stop === here) return;
    here?.classList.remove("is-here");
    here = stop;
    here.classList.add("is-here");
  });
  bar.querySelector("[data-agree-rest]").addEventListener("click", agreeWithTheRest);
  bar.querySelector("[data-undo]").addEventListener("click", undo);
  const keys = document.querySelector("[data-keys]");
  for (const [key, meaning] of [
    ["j", "Next section"], ["k", "Section before"], ["1 2 3", "The answers, from left to right"],
    ["y n", "Agree, disagree"], ["Esc", "Out of a text, back to the keys"], ["Ctrl Enter", "Deliver"],
  ]) {
    const name = document.createElement("dt");
    name.append(Object.assign(document.createElement("kbd"), { textContent: key }));
    keys?.append(name, Object.assign(document.createElement("dd"), { textContent: meaning }));
  }
  bar.hidden = false;
  count();
})();
