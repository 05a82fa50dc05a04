// Order by hand: drag the handle, or Alt and an arrow key on it. The new order is posted to data-url as order=3,1,2.
(() => {
  const listOf = (item) => item.closest("[data-sortable]");
  const items = (list) => [...list.querySelectorAll(":scope > [data-id]")];
  const order = (list) => items(list).map((item) => item.dataset.id).join(",");
  const waiting = new WeakMap();

  const restore = (list, ids) => {
    const byId = new Map(items(list).map((item) => [item.dataset.id, item]));
    for (const id of ids.split(",")) if (byId.has(id)) list.append(byId.get(id));
  };

  const post = async (list, item, before) => {
    const body = new URLSearchParams({ order: order(list), moved: item.dataset.id });
    if (list.dataset.version) body.set("version", list.dataset.version);
    let answer = null;
    try {
      answer = await fetch(list.dataset.url, {
        method: "POST",
        body,
        credentials: "same-origin",
        headers: { "X-CSRFToken": window.hoshin.token(), "HX-Request": "true" },
      });
    } catch {
      answer = null;
    }
    if (!answer?.ok) {
      restore(list, before);
      const text = answer?.headers.get("X-Problem")
        ? new DOMParser().parseFromString(await answer.text(), "text/html").body.textContent.trim().replace(/\s+/g, " ")
        : window.hoshin.words(answer ? "failed" : "offline");
      window.hoshin.toast({ text, tone: "error" });
      return;
    }
    if (answer.headers.get("HX-Redirect")) location.href = answer.headers.get("HX-Redirect");
    if (answer.headers.get("HX-Refresh")) location.reload();
    const named = JSON.parse(answer.headers.get("HX-Trigger") ?? "{}");
    for (const [name, detail] of Object.entries(named))
      list.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  };

  const settled = (list, item, before) => {
    if (order(list) === before) return;
    item.classList.remove("moved");
    requestAnimationFrame(() => item.classList.add("moved"));
    const all = items(list);
    const name = item.dataset.name ?? item.textContent.trim();
    window.hoshin.say(window.hoshin.words("moved", { name, place: all.indexOf(item) + 1, total: all.length }));
    if (list.dataset.url) post(list, item, before);
    list.dispatchEvent(new CustomEvent("reordered", { bubbles: true, detail: { order: order(list) } }));
  };

  // Several quick presses are one move: what is posted is where the item comes to rest.
  const settleSoon = (list, item, before) => {
    const earlier = waiting.get(list);
    clearTimeout(earlier?.timer);
    const from = earlier?.before ?? before;
    const timer = setTimeout(() => {
      waiting.delete(list);
      settled(list, item, from);
    }, 350);
    waiting.set(list, { timer, before: from });
  };

  document.addEventListener("keydown", (event) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    const item = event.target.closest?.("[data-sortable] > [data-id]");
    if (!item) return;
    event.preventDefault();
    const list = listOf(item);
    const before = order(list);
    const other = event.key === "ArrowUp" ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    const focused = document.activeElement;
    if (event.key === "ArrowUp") other.before(item);
    else other.after(item);
    focused.focus();
    item.scrollIntoView({ block: "nearest" });
    settleSoon(list, item, before);
  });

  document.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest?.("[data-handle]");
    const item = handle?.closest("[data-sortable] > [data-id]");
    if (!item || event.button !== 0) return;
    event.preventDefault();
    handle.focus();
    const list = listOf(item);
    const before = order(list);
    let grip = event.clientY;
    item.classList.add("is-dragged");

    const follow = (move) => {
      item.style.transform = `translateY(${move.clientY - grip}px)`;
      const middle = (box) => box.top + box.height / 2;
      const own = middle(item.getBoundingClientRect());
      const previous = item.previousElementSibling;
      const next = item.nextElementSibling;
      const swap = (place) => {
        const top = item.offsetTop;
        place();
        grip += item.offsetTop - top;
        item.style.transform = `translateY(${move.clientY - grip}px)`;
      };
      if (previous && own < middle(previous.getBoundingClientRect())) swap(() => list.insertBefore(item, previous));
      else if (next && own > middle(next.getBoundingClientRect())) swap(() => list.insertBefore(next, item));
    };
    const drop = (isKept) => {
      removeEventListener("pointermove", follow);
      removeEventListener("pointerup", keep);
      removeEventListener("pointercancel", giveUp);
      removeEventListener("keydown", escape, true);
      item.classList.remove("is-dragged");
      item.style.transform = "";
      if (isKept) settled(list, item, before);
      else restore(list, before);
    };
    const keep = () => drop(true);
    const giveUp = () => drop(false);
    const escape = (press) => press.key === "Escape" && drop(false);
    addEventListener("pointermove", follow);
    addEventListener("pointerup", keep);
    addEventListener("pointercancel", giveUp);
    addEventListener("keydown", escape, true);
  });
})();
