// Where something went wrong the page starts there, also in browsers that only autofocus controls;
// and a link to a field puts the cursor in it, opening what it is folded into.
(() => {
  // After the second frame the browser's own autofocus has had its turn.
  requestAnimationFrame(() => requestAnimationFrame(() => {
    const summary = document.querySelector("[data-take-focus]");
    if (summary && document.activeElement !== summary) summary.focus();
  }));

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".error-summary a[href^='#']");
    if (!link) return;
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target) return;
    event.preventDefault();
    target.closest("details")?.setAttribute("open", "");
    const control = target.matches("fieldset") ? target.querySelector("input, select, textarea") : target;
    (control || target).focus();
  });
})();
