// Long work: fetches its own page again and shows how far it is; goes on when the page leads on.
// Without this file the link "How far is it now?" does the same.
(() => {
  const EVERY = 1000;

  async function look() {
    try {
      const answer = await fetch(location.href, { headers: { "X-Requested-With": "fetch" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.querySelector("[data-progress]");
      if (!now) {
        location.replace(answer.url);
        return;
      }
      const shown = document.querySelector("[data-progress]");
      if (now.innerHTML !== shown.innerHTML) shown.replaceChildren(...now.childNodes);
    } catch { /* offline: the next look may succeed */ }
    setTimeout(look, EVERY);
  }

  setTimeout(look, EVERY);
})();
