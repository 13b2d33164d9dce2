// The PDF beside the claim turns to the page that is typed as its page.
// Without this file it opens on the page that was saved last.
(() => {
  const frame = document.querySelector("[data-source-frame]");
  const link = document.querySelector("[data-source-link]");
  const field = document.querySelector('input[name="pdf_page"]');
  if (!frame || !field) return;
  field.addEventListener("change", () => {
    const page = /[1-9][0-9]{0,3}/.exec(field.value);
    if (!page) return;
    const href = `${frame.src.split("#")[0]}#page=${page[0]}`;
    frame.src = href;
    link.href = href;
  });
})();
