// The grid of values: what is typed stays in this tab until it is saved, and Ctrl Enter saves all.
(() => {
  const form = () => document.querySelector("form[data-values]");
  const cells = (of) => [...of.querySelectorAll('[name^="value-"], [name^="note-"]')];
  const expectedOf = (cell) => form().elements[`expected-${cell.name.slice(cell.name.indexOf("-") + 1)}`];
  const keyOf = (cell) => `hoshin:${form().dataset.values}:${cell.name}`;

  const count = () => {
    const place = form()?.querySelector("[data-changed]");
    if (!place) return;
    const rows = [...form().querySelectorAll("tbody tr")];
    const changed = rows.filter((row) => cells(row).some((cell) => cell.value !== cell.defaultValue)).length;
    place.textContent = changed
      ? place.dataset.words.replace("{count}", changed).replace("{total}", rows.length)
      : "";
  };
  const mark = (cell) => cell.closest("td").classList.toggle("changed", cell.value !== cell.defaultValue);

  const keep = (cell) => {
    try {
      if (cell.value === cell.defaultValue) sessionStorage.removeItem(keyOf(cell));
      else sessionStorage.setItem(keyOf(cell), JSON.stringify([cell.value, expectedOf(cell).value]));
    } catch {
      // Without storage the sheet works, and keeps nothing over a reload.
    }
  };
  // A draft brings back what its writer had been shown, so that the server notices who was faster.
  const restore = () => {
    for (const cell of form() ? cells(form()) : []) {
      const kept = sessionStorage.getItem(keyOf(cell));
      if (kept === null || cell.value !== cell.defaultValue) continue;
      const [typed, expected] = JSON.parse(kept);
      cell.value = typed;
      expectedOf(cell).value = expected;
      mark(cell);
    }
    count();
  };
  const forget = (names) => names.forEach((key) => sessionStorage.removeItem(key));

  let sent = [];
  document.addEventListener("input", (event) => {
    if (!event.target.closest("form[data-values]")) return;
    keep(event.target);
    count();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !form()) return;
    event.preventDefault();
    form().requestSubmit();
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target === form()) sent = cells(form()).map(keyOf);
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.requestConfig.elt.matches?.("form[data-values]") && event.detail.xhr.status === 200) forget(sent);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (!form()) return;
    if (event.detail.xhr.status === 200) restore();
    else cells(form()).forEach(mark);
    count();
  });
  restore();
})();
