// The claim form while it is written: the sentence it reads as, and Enter to take it as the summary.
// Without this file the page says the same after each save, and the button takes the sentence.
(() => {
  // Two tabs were settled: what this browser kept of one of them is no longer wanted.
  document.querySelector("form[data-settles]")?.addEventListener("submit", () => {
    try { localStorage.removeItem(`evidence:kept:${location.pathname}`); } catch { /* nothing is kept */ }
  });

  const form = document.querySelector("form[data-claim]");
  const summary = form?.elements.summary;
  if (!summary) return;
  const proposal = form.querySelector("[data-proposal]");
  const proposed = () => proposal.querySelector("[data-reading]").textContent.trim();

  function take() {
    summary.value = proposed();
    summary.dispatchEvent(new Event("input", { bubbles: true }));
    summary.focus();
  }

  form.addEventListener("autosave:saved", ({ detail }) => {
    if (!detail.reading) return;
    for (const sentence of document.querySelectorAll("[data-reading]")) sentence.textContent = detail.reading;
    proposal.hidden = false;
  });
  summary.addEventListener("keydown", (event) => {
    const takes = event.key === "Enter" && !event.shiftKey && !event.isComposing;
    if (!takes || summary.value.trim() || !proposed()) return;
    event.preventDefault();
    take();
  });
  proposal.querySelector("[data-take-summary]").addEventListener("click", (event) => {
    event.preventDefault();
    take();
  });
})();
