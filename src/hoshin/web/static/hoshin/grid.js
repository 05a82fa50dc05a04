// A table of inputs that behaves like a spreadsheet: arrows and Enter move, a column or a block can be pasted.
(() => {
  const fields = (cell) => cell?.querySelector("input:not([type=hidden]):not(:disabled), select:not(:disabled)");
  const place = (input) => {
    const cell = input.closest("td, th");
    return { grid: cell.closest("[data-grid]"), row: cell.parentElement.sectionRowIndex, column: cell.cellIndex };
  };
  const cellAt = (grid, row, column) => grid.tBodies[0]?.rows[row]?.cells[column];
  const go = (grid, row, column) => {
    const input = fields(cellAt(grid, row, column));
    if (!input) return false;
    input.focus();
    input.select?.();
    return true;
  };

  const isAtEdge = (input, isForward) => {
    if (input.selectionStart === null || input.selectionStart === undefined) return true;
    const isAllChosen = input.selectionStart === 0 && input.selectionEnd === input.value.length;
    const caret = isForward ? input.selectionEnd === input.value.length : input.selectionStart === 0;
    return isAllChosen || (caret && input.selectionStart === input.selectionEnd);
  };

  document.addEventListener("keydown", (event) => {
    const input = event.target;
    if (!input.closest?.("[data-grid]") || !input.matches("input, select") || event.altKey || event.ctrlKey || event.metaKey) return;
    const { grid, row, column } = place(input);
    const isChoice = input.matches("select");
    let hasMoved = false;
    if (event.key === "Enter") hasMoved = go(grid, row + (event.shiftKey ? -1 : 1), column);
    else if (event.key === "ArrowDown" && !isChoice) hasMoved = go(grid, row + 1, column);
    else if (event.key === "ArrowUp" && !isChoice) hasMoved = go(grid, row - 1, column);
    else if (event.key === "ArrowRight" && !event.shiftKey && isAtEdge(input, true)) hasMoved = go(grid, row, column + 1);
    else if (event.key === "ArrowLeft" && !event.shiftKey && isAtEdge(input, false)) hasMoved = go(grid, row, column - 1);
    else if (event.key === "Escape" && input.value !== input.defaultValue && !isChoice) {
      input.value = input.defaultValue;
      announce(input);
      hasMoved = true;
    }
    if (hasMoved) event.preventDefault();
  });

  const announce = (input) => {
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };

  // Spreadsheets put tabs between cells and end each row with a line break, also the last one.
  const cellsOf = (text) =>
    text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));

  // A sheet that says so (data-grows: the prefix of its lines) gets as many lines as are needed: copies of its last, empty.
  const grow = (grid) => {
    const total = grid.closest("form").elements[`${grid.dataset.grows}-TOTAL_FORMS`];
    const last = grid.tBodies[0].rows[grid.tBodies[0].rows.length - 1];
    if (!total || Number(total.value) >= 1000) return false;
    const number = Number(total.value);
    const made = last.cloneNode(true);
    for (const input of made.querySelectorAll("input, select")) {
      for (const name of ["name", "id"]) {
        const was = input.getAttribute(name);
        if (was) input.setAttribute(name, was.replace(/-\d+-/, `-${number}-`));
      }
      const label = input.getAttribute("aria-label");
      if (label) input.setAttribute("aria-label", label.replace(/\d+$/, number + 1));
      input.removeAttribute("value");
      input.value = "";
    }
    for (const cell of made.cells) cell.className = "";
    last.after(made);
    total.value = number + 1;
    return true;
  };
  const rowFor = (grid, row) => {
    while (grid.dataset.grows && row >= grid.tBodies[0].rows.length) if (!grow(grid)) break;
    return row;
  };
  document.addEventListener("click", (event) => {
    const grid = event.target.closest("[data-grow]")?.closest("form").querySelector("[data-grows]");
    if (grid && grow(grid)) go(grid, grid.tBodies[0].rows.length - 1, 0);
  });

  document.addEventListener("paste", (event) => {
    const input = event.target;
    if (!input.closest?.("[data-grid]") || !input.matches("input")) return;
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const block = cellsOf(text);
    if (block.length === 1 && block[0].length === 1) return;
    event.preventDefault();
    const { grid, row, column } = place(input);
    let filled = 0;
    const wanted = block.flat().length;
    block.forEach((line, down) =>
      line.forEach((value, across) => {
        const target = fields(cellAt(grid, rowFor(grid, row + down), column + across));
        if (!target || target.readOnly || target.matches("select")) return;
        target.value = value.trim();
        filled += 1;
        const cell = target.closest("td");
        delete cell.dataset.filled;
        requestAnimationFrame(() => (cell.dataset.filled = ""));
        announce(target);
      }),
    );
    if (filled < wanted) window.hoshin.toast({ text: window.hoshin.words("left", { count: wanted - filled }), tone: "error" });
    window.hoshin.say(window.hoshin.words("pasted", { count: filled }));
  });

  document.addEventListener("input", (event) => {
    const cell = event.target.closest?.("[data-grid] td");
    if (cell) cell.classList.toggle("changed", event.target.value !== event.target.defaultValue);
  });
})();
