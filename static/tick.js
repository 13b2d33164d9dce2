// One box in the head of a table ticks all boxes of its rows. Without this file each is ticked alone.
(() => {
  for (const label of document.querySelectorAll("[data-tick-all]")) {
    const all = label.querySelector("input");
    const boxes = () => [...label.closest("table").tBodies[0].querySelectorAll("input[type=checkbox]")];
    const look = () => {
      const ticked = boxes().filter((box) => box.checked).length;
      all.checked = ticked > 0 && ticked === boxes().length;
      all.indeterminate = ticked > 0 && !all.checked;
    };
    all.addEventListener("change", () => {
      for (const box of boxes()) box.checked = all.checked;
    });
    label.closest("table").addEventListener("change", look);
    label.parentElement.querySelector("[data-tick-none]").remove();
    label.hidden = false;
    look();
  }
})();
