// Moves milestones of the roadmap, by mouse and by keyboard: what it would move is told before anything is saved.
(() => {
  const drawing = document.getElementById("timeline");
  const told = document.getElementById("slip");
  if (!drawing || !told) return;
  const dayWidth = Number(drawing.dataset.dayWidth);
  const MONTH = 30;
  let moving = null;
  let days = 0;
  let waiting = 0;

  const shift = (milestone, by) => {
    milestone.setAttribute("transform", by ? `translate(${by * dayWidth} 0)` : "");
  };

  const putBack = () => {
    for (const one of drawing.querySelectorAll(".milestone")) {
      shift(one, 0);
      one.classList.remove("pushed");
    }
    clearTimeout(waiting);
    told.replaceChildren();
    moving = null;
    days = 0;
  };

  const tell = async () => {
    const asked = moving;
    const by = days;
    const answer = await fetch(`${asked.dataset.slip}?days=${by}`, { headers: { "HX-Request": "true" } });
    // A later move was asked for meanwhile: its own answer comes.
    if (!answer.ok || asked !== moving || by !== days) return;
    told.innerHTML = await answer.text();
    const form = told.querySelector("#save-slip");
    if (form) form.elements.query.value = location.search.slice(1);
    for (const row of told.querySelectorAll("[data-moves]")) {
      const one = document.getElementById(`milestone-${row.dataset.moves}`);
      if (one && one !== asked) {
        shift(one, Number(row.dataset.by));
        one.classList.add("pushed");
      }
    }
  };

  const moveTo = (milestone, by) => {
    if (moving && moving !== milestone) putBack();
    moving = milestone;
    days = by;
    for (const one of drawing.querySelectorAll(".pushed")) {
      shift(one, 0);
      one.classList.remove("pushed");
    }
    shift(milestone, days);
    clearTimeout(waiting);
    if (days) waiting = setTimeout(tell, 200);
    else putBack();
  };

  const atHand = (event) => event.target.closest(".milestone");

  drawing.addEventListener("keydown", (event) => {
    const milestone = atHand(event);
    if (!milestone) return;
    if (event.key === "Enter") {
      event.preventDefault();
      location.assign(milestone.dataset.open);
    } else if (event.key === "Escape" && moving) {
      event.preventDefault();
      putBack();
    } else if ((event.key === "ArrowLeft" || event.key === "ArrowRight") && milestone.dataset.slip) {
      event.preventDefault();
      const step = event.ctrlKey || event.metaKey ? MONTH : event.shiftKey ? 7 : 1;
      moveTo(milestone, (moving === milestone ? days : 0) + (event.key === "ArrowRight" ? step : -step));
    }
  });

  drawing.addEventListener("pointerdown", (event) => {
    const milestone = atHand(event);
    if (!milestone?.dataset.slip || event.button) return;
    event.preventDefault();
    milestone.focus();
    milestone.setPointerCapture(event.pointerId);
    const begun = event.clientX;
    const before = moving === milestone ? days : 0;
    const scale = drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width;
    const drag = (moved) => {
      const by = before + Math.round((moved.clientX - begun) / scale / dayWidth);
      if (by !== (moving === milestone ? days : 0)) moveTo(milestone, by);
    };
    milestone.addEventListener("pointermove", drag);
    milestone.addEventListener("pointerup", () => milestone.removeEventListener("pointermove", drag), { once: true });
    milestone.addEventListener("pointercancel", () => milestone.removeEventListener("pointermove", drag), { once: true });
  });

  drawing.addEventListener("dblclick", (event) => {
    const milestone = atHand(event);
    if (milestone) location.assign(milestone.dataset.open);
  });

  told.addEventListener("click", (event) => {
    if (!event.target.closest("[data-put-back]")) return;
    event.preventDefault();
    const back = moving;
    putBack();
    back?.focus();
  });
})();
