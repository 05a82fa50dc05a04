// The strategy map by mouse and by keyboard: light a path, go from box to box, move a box, draw and remove links.
(() => {
  const map = () => document.getElementById("map");
  const stage = () => map()?.querySelector(".map-stage");
  const all = (selector) => [...(stage()?.querySelectorAll(selector) ?? [])];
  const boxOf = (target) => target?.closest?.(".map-box");
  const box = (id) => stage()?.querySelector(`.map-box[data-node="${id}"]`);
  const link = (part) => part.querySelector("a");
  const name = (part) => part.querySelector(".map-name").textContent;
  const mayEdit = () => map()?.dataset.mayEdit === "true";
  const say = (key, values) =>
    window.hoshin.say(Object.entries(values ?? {}).reduce((text, [k, v]) => text.replace(`{${k}}`, v), map().dataset[key]));
  let drawing = null;
  let focusNext = null;

  // Places come as data: the policy of the page lets scripts set styles, but no attribute of the page.
  const lay = () => {
    const here = stage();
    if (!here || here.classList.contains("is-laid")) return;
    here.style.setProperty("--units", here.dataset.units);
    here.style.height = `${here.dataset.height}px`;
    for (const part of all("[data-left], [data-top]")) {
      if (part.dataset.left) part.style.left = `${part.dataset.left}%`;
      if (part.dataset.width) part.style.width = `${part.dataset.width}%`;
      if (part.dataset.top) part.style.top = `${part.dataset.top}px`;
    }
    here.classList.add("is-laid");
  };
  lay();

  // Paths: everything that a box drives, and everything that drives it.
  const reached = (start, from, to) => {
    const seen = new Set([start]);
    const paths = all(".cause");
    for (const node of seen) for (const path of paths) if (path.dataset[from] === node) seen.add(path.dataset[to]);
    return seen;
  };
  const light = (nodes, isLit) => {
    stage()?.classList.toggle("has-lit", Boolean(nodes));
    for (const part of all(".map-box")) part.classList.toggle("lit", Boolean(nodes?.has(part.dataset.node)));
    const links = new Set();
    for (const path of all(".cause")) {
      const lit = Boolean(nodes && isLit(path));
      path.classList.toggle("lit", lit);
      if (lit) links.add(path.dataset.link);
    }
    for (const part of all(".map-head, .map-cut")) part.classList.toggle("lit", links.has(part.dataset.link));
  };
  const lightFrom = (part) => {
    const on = reached(part.dataset.node, "cause", "effect");
    const back = reached(part.dataset.node, "effect", "cause");
    const inside = (set) => (path) => set.has(path.dataset.cause) && set.has(path.dataset.effect);
    light(new Set([...on, ...back]), (path) => inside(on)(path) || inside(back)(path));
  };
  const lightLink = (button) =>
    light(
      new Set([button.dataset.cause, button.dataset.effect]),
      (path) => path.dataset.link === button.closest(".map-cut").dataset.link,
    );
  const lightAgain = () => {
    if (drawing) return;
    const hovered = stage()?.querySelector(".map-box:hover");
    const focused = document.activeElement;
    if (focused?.closest?.(".map-cut")) lightLink(focused);
    else if (hovered) lightFrom(hovered);
    else if (boxOf(focused)) lightFrom(boxOf(focused));
    else light(null);
  };
  for (const event of ["pointerover", "pointerout", "focusin", "focusout"])
    document.addEventListener(event, (happened) => {
      const inside = happened.target.closest?.(".map-stage") || happened.relatedTarget?.closest?.(".map-stage");
      if (inside) requestAnimationFrame(lightAgain);
    });

  const post = (url, values, focus) => {
    focusNext = focus;
    window.htmx.ajax("POST", url, { source: stage(), target: "#map", swap: "outerHTML", values });
  };
  document.addEventListener("htmx:afterSwap", () => {
    lay();
    if (focusNext && box(focusNext)) link(box(focusNext)).focus();
    focusNext = null;
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.classList?.contains("map-cut")) focusNext = event.target.querySelector("button").dataset.cause;
  });
  // The answer to a refused move does not redraw the map: the boxes go back by themselves.
  const settle = (part) => {
    part.classList.remove("is-held");
    part.style.transform = "";
  };
  const orderOf = (band) => [...band.querySelectorAll(".map-box")];
  const keepOrder = (band, boxes, moved) => {
    const at = boxes.indexOf(moved) + 1;
    say("saysPlace", { name: name(moved), place: at, total: boxes.length });
    post(map().dataset.orderUrl, { order: boxes.map((part) => part.dataset.node).join(",") }, moved.dataset.node);
  };
  const drawLink = (from, to) =>
    post(map().dataset.linkUrl, { cause: from.dataset.code, effect: to.dataset.code }, from.dataset.node);

  // The keyboard.
  const middle = (part) => {
    const edges = part.getBoundingClientRect();
    return edges.left + edges.width / 2;
  };
  const beside = (part, key) => {
    const bands = all("ol[data-band]");
    const band = part.closest("ol");
    const boxes = orderOf(band);
    if (key === "ArrowLeft") return boxes[boxes.indexOf(part) - 1];
    if (key === "ArrowRight") return boxes[boxes.indexOf(part) + 1];
    const step = key === "ArrowUp" ? -1 : 1;
    for (let at = bands.indexOf(band) + step; at >= 0 && at < bands.length; at += step) {
      const near = orderOf(bands[at]).sort((a, b) => Math.abs(middle(a) - middle(part)) - Math.abs(middle(b) - middle(part)));
      if (near.length) return near[0];
    }
    return null;
  };
  const stopDrawing = () => {
    drawing?.from.classList.remove("is-source");
    all(".is-target").forEach((part) => part.classList.remove("is-target"));
    stage()?.querySelector(".draft").setAttribute("d", "");
    drawing = null;
  };
  const startDrawing = (part) => {
    drawing = { from: part };
    part.classList.add("is-source");
    say("saysChoose", { name: name(part) });
  };
  const cuts = (part) =>
    all(".map-cut button").filter((button) => [button.dataset.cause, button.dataset.effect].includes(part.dataset.node));
  const toCut = (button) => {
    button.focus();
    say("saysCut", { link: button.getAttribute("aria-label") });
  };
  const goTo = (part) => {
    link(part).focus();
    part.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (!drawing) return;
    all(".is-target").forEach((other) => other.classList.remove("is-target"));
    if (part !== drawing.from) {
      part.classList.add("is-target");
      draft(drawing.from, part.getBoundingClientRect());
    }
  };
  const draft = (from, to) => {
    const frame = stage().getBoundingClientRect();
    const start = from.getBoundingClientRect();
    const x = (at) => ((at - frame.left) / frame.width) * 1000;
    const isUp = to.top < start.top;
    const y1 = (isUp ? start.top : start.bottom) - frame.top;
    const y2 = (isUp ? to.bottom : to.top) - frame.top;
    const [x1, x2, half] = [x(start.left + start.width / 2), x(to.left + to.width / 2), (y1 + y2) / 2];
    stage().querySelector(".draft").setAttribute("d", `M${x1} ${y1}C${x1} ${half} ${x2} ${half} ${x2} ${y2}`);
  };
  const shift = (part, key) => {
    const band = part.closest("ol");
    const boxes = orderOf(band);
    const at = boxes.indexOf(part);
    const to = key === "ArrowLeft" ? at - 1 : key === "ArrowRight" ? at + 1 : -1;
    if (to < 0 || to >= boxes.length) return;
    boxes.splice(to, 0, boxes.splice(at, 1)[0]);
    keepOrder(band, boxes, part);
  };
  const onCut = (event, button) => {
    const from = boxOf(button.startedAt) ?? box(button.dataset.cause);
    const mine = cuts(from);
    if (event.key === "Delete" || event.key === "Backspace") button.click();
    else if (event.key === "Escape") link(from).focus();
    else if (event.key.startsWith("Arrow")) {
      const step = event.key === "ArrowRight" || event.key === "ArrowDown" ? 1 : mine.length - 1;
      const next = mine[(mine.indexOf(button) + step) % mine.length];
      next.startedAt = from;
      toCut(next);
    } else return;
    event.preventDefault();
  };
  const onBox = (event, part) => {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key.startsWith("Arrow")) {
      if (event.shiftKey && mayEdit() && !drawing) shift(part, key);
      else {
        const next = beside(part, key);
        if (next) goTo(next);
      }
    } else if (drawing && (key === "Enter" || key === " ")) {
      const { from } = drawing;
      stopDrawing();
      if (from !== part) drawLink(from, part);
      else say("saysChosen");
    } else if (drawing && key === "Escape") {
      const { from } = drawing;
      stopDrawing();
      link(from).focus();
      say("saysChosen");
    } else if (mayEdit() && key === "l" && !drawing) startDrawing(part);
    else if (mayEdit() && key === "Delete" && !drawing) {
      const [first] = cuts(part);
      if (first) {
        first.startedAt = part;
        toCut(first);
      } else say("saysNone", { name: name(part) });
    } else return;
    event.preventDefault();
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const cut = event.target.closest?.(".map-cut button");
    if (cut) onCut(event, cut);
    else if (boxOf(event.target) && event.target.matches("a")) onBox(event, boxOf(event.target));
  });

  // The mouse, the pen and the finger.
  const dragLink = (dot, event) => {
    const from = boxOf(dot);
    drawing = { from };
    from.classList.add("is-source");
    const under = (at) => boxOf(document.elementFromPoint(at.clientX, at.clientY));
    const follow = (at) => {
      all(".is-target").forEach((other) => other.classList.remove("is-target"));
      const target = under(at);
      if (target && target !== from) target.classList.add("is-target");
      draft(from, { top: at.clientY, bottom: at.clientY, left: at.clientX, width: 0 });
    };
    followUntil(follow, (at) => {
      const target = at && under(at);
      stopDrawing();
      if (target && target !== from) drawLink(from, target);
    });
    event.preventDefault();
  };
  const followUntil = (follow, done) => {
    const finish = (at) => {
      removeEventListener("pointermove", follow);
      removeEventListener("pointerup", finish);
      removeEventListener("pointercancel", giveUp);
      removeEventListener("keydown", escape, true);
      done(at);
    };
    const giveUp = () => finish(null);
    const escape = (press) => press.key === "Escape" && finish(null);
    addEventListener("pointermove", follow);
    addEventListener("pointerup", finish);
    addEventListener("pointercancel", giveUp);
    addEventListener("keydown", escape, true);
  };
  const dragBox = (part, event) => {
    const start = event.clientX;
    let isMoved = false;
    const follow = (at) => {
      isMoved ||= Math.abs(at.clientX - start) > 5;
      if (!isMoved) return;
      part.classList.add("is-held");
      part.style.transform = `translateX(calc(-50% + ${at.clientX - start}px))`;
    };
    followUntil(follow, (at) => {
      if (!isMoved) return;
      const stay = (click) => click.preventDefault();
      link(part).addEventListener("click", stay);
      setTimeout(() => link(part).removeEventListener("click", stay), 50);
      const band = part.closest("ol");
      const before = orderOf(band);
      const after = [...before].sort((a, b) => middle(a) - middle(b));
      settle(part);
      if (at && after.some((other, place) => other !== before[place])) keepOrder(band, after, part);
    });
  };
  document.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !mayEdit()) return;
    const dot = event.target.closest?.(".map-dot");
    if (dot) dragLink(dot, event);
    else if (event.pointerType === "mouse" && boxOf(event.target)) dragBox(boxOf(event.target), event);
  });
  document.addEventListener("dragstart", (event) => boxOf(event.target) && event.preventDefault());
})();
