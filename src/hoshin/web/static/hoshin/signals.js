// Marks of signals, and of what moves in a scenario, come in behind a scorecard or a map, and stand beside what they are about.
(() => {
  const place = () => {
    for (const mark of document.querySelectorAll("template[data-mark-at]")) {
      const once = mark.dataset.markOnce || ".signal-mark";
      for (const spot of document.querySelectorAll(mark.dataset.markAt)) {
        if (!spot.querySelector(once)) spot.append(mark.content.cloneNode(true));
      }
    }
  };
  document.addEventListener("htmx:afterSettle", place);
})();
