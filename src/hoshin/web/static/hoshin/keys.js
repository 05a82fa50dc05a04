// The keyboard: arrows through rows, Enter opens, E edits, X chooses, W asks why, ? shows the keys, Ctrl K finds.
(() => {
  const isTyping = (target) =>
    target.matches?.('input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable], [role="combobox"]');
  const isSeen = (row) => !row.hidden && row.offsetParent !== null;
  const rowsNear = (row) =>
    [...(row?.closest("table, [data-rows]") ?? document).querySelectorAll("[data-row]")].filter(isSeen);
  const opener = (row) => row.querySelector("[data-open]") ?? row.querySelector("a[href], button");

  const move = (row, step) => {
    const rows = rowsNear(row);
    const place = row ? rows.indexOf(row) + step : step > 0 ? 0 : rows.length - 1;
    const next = rows[Math.max(0, Math.min(rows.length - 1, place))];
    if (!next) return false;
    opener(next)?.focus();
    next.scrollIntoView({ block: "nearest" });
    return true;
  };
  const twist = (row, wanted) => {
    const button = row.querySelector("button.twist, a.twist");
    if (!button || button.getAttribute("aria-expanded") === String(wanted)) return false;
    button.click();
    return true;
  };
  const press = (row, selector) => {
    const target = row?.querySelector(selector) ?? (row ? null : document.querySelector(`main ${selector}`));
    target?.click();
    return Boolean(target);
  };

  const inRow = {
    ArrowDown: (row) => move(row, 1),
    ArrowUp: (row) => move(row, -1),
    ArrowRight: (row) => row && twist(row, true),
    ArrowLeft: (row) => row && twist(row, false),
    Home: (row) => row && move(rowsNear(row)[0], 0),
    End: (row) => row && move(rowsNear(row).at(-1), 0),
    e: (row) => press(row, "[data-edit]"),
    w: (row) => press(row, "[data-why]"),
    x: (row) => row && press(row, ".choosing"),
    u: (row) => row && press(row, "[data-useful]"),
    n: (row) => row && press(row, "[data-not-useful]"),
    s: (row) => row && press(row, "[data-snooze]"),
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const isFind = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    if (isFind || (event.key === "/" && !isTyping(event.target))) {
      if (document.querySelector("dialog[open]:not(#palette)")) return;
      event.preventDefault();
      document.dispatchEvent(new CustomEvent("hoshin:palette"));
      return;
    }
    if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "?") {
      event.preventDefault();
      window.hoshin.openDialog(document.getElementById("keys"));
      return;
    }
    const row = event.target.closest?.("[data-row]");
    const isArrow = event.key.startsWith("Arrow") || event.key === "Home" || event.key === "End";
    // Without a row in focus the arrows scroll the page, as everywhere; j and k enter the rows.
    if (isArrow && !row) return;
    const act = inRow[{ j: "ArrowDown", k: "ArrowUp" }[event.key] ?? (event.key.length === 1 ? event.key.toLowerCase() : event.key)];
    if (act?.(row ?? null)) event.preventDefault();
  });
})();
