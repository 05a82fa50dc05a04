// Marks of signals come in behind a scorecard or a map, and stand beside what they are about.
(() => {
  const place = () => {
    for (const mark of document.querySelectorAll("template[data-mark-at]")) {
      for (const spot of document.querySelectorAll(mark.dataset.markAt)) {
        if (!spot.querySelector(".signal-mark")) spot.append(mark.content.cloneNode(true));
      }
    }
  };
  document.addEventListener("htmx:afterSettle", place);
})();
