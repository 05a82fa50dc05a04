// Reads a chart period by period, by pointer, finger or keys: a crosshair, and a card with the words of the table's row.
(() => {
  const made = (tag, css, parent) => {
    const element = document.createElement(tag);
    element.className = css;
    parent.append(element);
    return element;
  };
  const isSeen = (drawing) => drawing.getClientRects().length > 0;

  // Where the drawing that is shown puts a period and a value, in pixels of the plot.
  const placesOf = (plot) => {
    const drawing = [...plot.querySelectorAll("svg[data-place]")].find(isSeen);
    if (!drawing) return null;
    const [first, step, top, bottom, low, high] = drawing.dataset.place.split(" ").map(Number);
    const scale = drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width;
    return {
      scale,
      x: (at) => (first + at * step) * scale,
      y: (number) => (top + ((high - number) / (high - low)) * (bottom - top)) * scale,
      at: (x) => Math.round((x / scale - first) / step),
      top: top * scale,
      bottom: bottom * scale,
      width: drawing.getBoundingClientRect().width,
    };
  };

  const setUp = (plotted) => {
    const plot = plotted.querySelector("[data-plot]");
    const heads = [...plotted.querySelectorAll("thead th")].map((head) => head.textContent.trim());
    const rows = new Map([...plotted.querySelectorAll("tr[data-at]")].map((row) => [Number(row.dataset.at), row]));
    const last = Math.max(...rows.keys());
    if (!plot || !rows.size) return;
    plotted.dataset.ready = "";

    const line = made("i", "plot-line", plot);
    const dot = made("i", "plot-dot", plot);
    const card = made("div", "plot-card", plot);
    const reader = made("div", "plot-reader", plot);
    for (const part of [line, dot, card]) {
      part.hidden = true;
      part.setAttribute("aria-hidden", "true");
    }
    const named = { role: "slider", tabindex: "0", "aria-label": plotted.dataset.label, "aria-valuemin": "0",
                    "aria-valuemax": String(last), "aria-orientation": "horizontal" };
    for (const [name, value] of Object.entries(named)) reader.setAttribute(name, value);

    const cellsOf = (row) => [...row.cells].map((cell, n) => [heads[n], cell]).filter(([, cell]) => cell.textContent.trim());
    const words = (row) =>
      cellsOf(row).map(([head, cell], n) => (n ? `${head} ` : "") + cell.textContent.trim().replace(/\s+/g, " ")).join(", ");
    const fill = (row) => {
      const [[, period], ...others] = cellsOf(row);
      card.replaceChildren();
      made("b", "", card).textContent = period.textContent.trim();
      const list = made("dl", "", card);
      for (const [head, cell] of others) {
        made("dt", "", list).textContent = head;
        made("dd", cell.querySelector(".remark") ? "is-note" : "", list).append(
          ...[...cell.childNodes].map((node) => node.cloneNode(true)),
        );
      }
    };

    let shown = null;
    const say = (at) => {
      reader.setAttribute("aria-valuenow", String(at));
      reader.setAttribute("aria-valuetext", words(rows.get(at)));
    };
    const hide = () => {
      shown = null;
      for (const part of [line, dot, card]) part.hidden = true;
    };
    const show = (wanted) => {
      const at = Math.max(0, Math.min(last, wanted));
      const row = rows.get(at);
      const places = placesOf(plot);
      if (!row || !places) return;
      if (at !== shown) {
        fill(row);
        say(at);
      }
      shown = at;
      const x = places.x(at);
      card.classList.toggle("is-wide", places.width < 480);
      line.hidden = card.hidden = false;
      Object.assign(line.style, { left: `${x}px`, top: `${places.top}px`, height: `${places.bottom - places.top}px` });
      dot.hidden = row.dataset.number === "";
      Object.assign(dot.style, { left: `${x}px`, top: `${places.y(Number(row.dataset.number))}px` });
      place(x, places);
    };
    // The card stands where it covers neither the crosshair nor what comes next: beside it, or above a narrow plot.
    const place = (x, places) => {
      const isNarrow = places.width < 480;
      const isLeft = x > places.width / 2;
      const room = plot.getBoundingClientRect().top - 64;
      const above = card.offsetHeight + 4 <= room ? `${-card.offsetHeight - 4}px` : `${plot.clientHeight + 4}px`;
      Object.assign(card.style, {
        left: isNarrow ? "0" : isLeft ? "auto" : `${x + 12}px`,
        right: isNarrow ? "0" : isLeft ? `${plot.clientWidth - x + 12}px` : "auto",
        top: isNarrow ? above : `${places.top}px`,
      });
    };
    const nearest = (event) => {
      const places = placesOf(plot);
      if (places) show(places.at(event.clientX - plot.getBoundingClientRect().left));
    };

    // Up and down are left to the page, which they scroll.
    const steps = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };
    reader.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Escape" && shown !== null) hide();
      else if (event.key in steps) show((shown ?? last) + steps[event.key]);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    reader.addEventListener("focus", () => reader.matches(":focus-visible") && show(shown ?? last));
    reader.addEventListener("blur", hide);
    reader.addEventListener("pointermove", nearest);
    reader.addEventListener("pointerdown", nearest);
    reader.addEventListener("pointerleave", (event) => {
      if (event.pointerType === "mouse" && !reader.matches(":focus-visible")) hide();
    });
    addEventListener("resize", () => plot.isConnected && shown !== null && show(shown));
    say(last);
  };

  const setUpAll = () => document.querySelectorAll("[data-plotted]:not([data-ready])").forEach(setUp);
  document.addEventListener("htmx:afterSwap", setUpAll);
  setUpAll();
})();
