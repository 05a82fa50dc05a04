// My week: what is typed is kept in this browser, for this user, until it is saved, whatever happens to the page; and keys.
(() => {
  const form = () => document.querySelector("form[data-week]");
  const rows = () => [...(form()?.querySelectorAll("tbody tr") ?? [])];
  const cells = (of) => [...of.querySelectorAll("input:not([type=hidden]), select, textarea")].filter((cell) => cell.name);
  const wordsOf = (cell) => (cell.type === "checkbox" ? (cell.checked ? "1" : "") : cell.value);
  const begunAs = (cell) => {
    if (cell.type === "checkbox") return cell.defaultChecked ? "1" : "";
    return cell.matches("select") ? cell.dataset.shown : cell.defaultValue;
  };
  const isChanged = (cell) => wordsOf(cell) !== begunAs(cell);
  const mine = () => `hoshin:week:${form().dataset.week}:`;
  const keyOf = (cell) => mine() + cell.name;
  const shownOf = (cell) => {
    const row = cell.name.slice(cell.name.indexOf("-") + 1);
    return ["expected", "period", "shown"].map((name) => form().elements[`${name}-${row}`]).filter(Boolean);
  };
  const isFigure = (cell) => cell.name.startsWith("value-");
  const boxOf = (row) => row.querySelector('input[type="checkbox"]');
  const mark = (cell) => cell.closest("td").classList.toggle("changed", isChanged(cell) && cell.type !== "checkbox");

  const count = () => {
    const place = form()?.querySelector("[data-changed]");
    if (!place) return;
    const chosen = rows().filter((row) => boxOf(row)?.checked ?? cells(row).some(isChanged)).length;
    place.textContent = chosen
      ? place.dataset.words.replace("{count}", chosen).replace("{total}", rows().length)
      : "";
  };

  const keep = (cell) => {
    try {
      if (isChanged(cell)) localStorage.setItem(keyOf(cell), JSON.stringify([wordsOf(cell), shownOf(cell).map((one) => one.value)]));
      else localStorage.removeItem(keyOf(cell));
    } catch {
      // Without storage the page works, and keeps nothing over a reload.
    }
  };
  const put = (cell, text) => {
    if (cell.type === "checkbox") cell.checked = text === "1";
    else cell.value = text;
    if (text && cell.closest("details")) cell.closest("details").open = true;
    mark(cell);
    grow(cell);
  };
  // A draft brings back what its writer had been shown, so that the server notices who was faster.
  const restoreOne = (cell, kept) => {
    const [typed, shown] = JSON.parse(kept);
    put(cell, typed);
    if (isFigure(cell)) shownOf(cell).forEach((field, at) => (field.value = shown[at]));
  };
  const restore = () => {
    if (!form()) return;
    for (const cell of cells(form())) {
      const kept = localStorage.getItem(keyOf(cell));
      if (kept !== null && !isChanged(cell)) restoreOne(cell, kept);
      else mark(cell);
    }
    count();
  };
  const grow = (cell) => {
    if (!cell.matches("textarea")) return;
    cell.style.height = "auto";
    if (cell.scrollHeight > cell.clientHeight) cell.style.height = `${cell.scrollHeight + 2}px`;
  };

  const include = (row, isIn = true) => {
    const box = boxOf(row);
    if (box && box.checked !== isIn) {
      box.checked = isIn;
      keep(box);
    }
  };
  // What is not the key result's value alone says by itself that the row is meant.
  const heard = (cell) => {
    keep(cell);
    mark(cell);
    grow(cell);
    const row = cell.closest("tr");
    if (cell.type !== "checkbox" && isChanged(cell)) include(row);
    count();
  };

  const begin = (row) => {
    const field = row?.querySelector('[name^="value-"]') ?? row?.querySelector("select");
    field?.focus();
    field?.select?.();
    return Boolean(field);
  };
  const onward = (row, step) => {
    const all = rows();
    const next = all[all.indexOf(row) + step];
    if (next) return begin(next);
    if (step > 0) form().querySelector(".button.primary").focus();
    return step > 0;
  };
  const isText = (target) => target.matches('textarea, [name^="asked-"]');

  // Not "change": a field that goes with the answer says it once more, when all is saved.
  document.addEventListener("input", (event) => {
    if (event.target.closest("form[data-week]")) heard(event.target);
  });
  document.addEventListener("keydown", (event) => {
    const isKey = event.key === "a" && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (isKey && !event.target.matches?.("input:not([data-value]), textarea, select") && !document.querySelector("dialog[open]")) {
      const button = document.querySelector("#week [data-seen]");
      if (button) {
        event.preventDefault();
        button.click();
      }
      return;
    }
    if (!form()) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form().requestSubmit();
      return;
    }
    const row = event.target.closest?.("form[data-week] .week tbody tr");
    if (!row || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    let isDone = false;
    if (key === "Enter" && !event.shiftKey && !event.target.matches("summary")) {
      isDone = onward(row, 1);
    } else if (!isText(event.target) && !event.target.matches("summary")) {
      if (key === "ArrowDown" && !event.target.matches("select")) isDone = onward(row, 1);
      else if (key === "ArrowUp" && !event.target.matches("select")) isDone = onward(row, -1);
      else if (key === "n") {
        include(row);
        isDone = onward(row, 1);
      } else if (key === "b") {
        row.querySelector("details").open = true;
        row.querySelector('[name^="blocker-"]').focus();
        isDone = true;
      }
    }
    if (isDone) {
      event.preventDefault();
      count();
    }
  });

  // What is filled in gives way to what is typed.
  document.addEventListener("focusin", (event) => {
    if (event.target.matches("form[data-week] [data-value]")) event.target.select();
  });

  // Another tab of the same user typed: what is untouched here follows it.
  window.addEventListener("storage", (event) => {
    if (!form() || !event.key?.startsWith(mine()) || event.newValue === null) return;
    const cell = form().elements[event.key.slice(mine().length)];
    if (cell && cell !== document.activeElement && !isChanged(cell)) restoreOne(cell, event.newValue);
    count();
  });

  // How long it took, of nobody: kept for the figures of the whole alone.
  let begunAt = Date.now();
  const timed = () => {
    const field = form()?.elements.seconds;
    if (field) field.value = Math.max(1, Math.round((Date.now() - begunAt) / 1000));
  };
  document.addEventListener("submit", (event) => event.target === form() && timed(), true);

  let sent = [];
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target === form()) sent = cells(form()).map((cell) => [keyOf(cell), localStorage.getItem(keyOf(cell))]);
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const isOurs = event.detail.requestConfig.elt.matches?.("form[data-week]");
    if (!isOurs || event.detail.xhr.status !== 200 || event.detail.xhr.getResponseHeader("HX-Redirect")) return;
    // What was typed while the answer was on its way is not saved yet.
    for (const [key, kept] of sent) if (localStorage.getItem(key) === kept) localStorage.removeItem(key);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (!form() || !event.detail.target) return;
    // The values that are due come in behind the rest.
    if (event.detail.target.id !== "week") {
      if (event.detail.requestConfig?.path?.endsWith("/week/values")) restore();
      return;
    }
    if (event.detail.xhr.status === 200) {
      begunAt = Date.now();
      restore();
    }
    else cells(form()).forEach(mark);
    count();
    document.querySelector("#week [autofocus]")?.focus();
  });
  restore();
  cells(document).forEach(grow);
  if (document.activeElement?.matches("form[data-week] [data-value]")) document.activeElement.select();
})();
