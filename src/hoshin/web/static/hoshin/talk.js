// Naming people in a comment: @ and some letters offers those who may read it; the arrow leads to them, Enter takes one.
(() => {
  const typed = /(?:^|[^\w@])@([^\s@][^@\n]{0,40})$/;
  let waiting;

  const listOf = (field) => field.closest("form")?.querySelector("[data-found]");
  const behindAt = (field) => field.value.slice(0, field.selectionStart).match(typed)?.[1];
  const empty = (field) => listOf(field)?.replaceChildren();

  const offer = async (field) => {
    const text = behindAt(field);
    const address = field.closest("form")?.dataset.people;
    if (!text || !address) return empty(field);
    const answer = await fetch(`${address}?q=${encodeURIComponent(text)}`, { headers: { "HX-Request": "true" } });
    if (!answer.ok || behindAt(field) !== text) return;
    const found = new DOMParser().parseFromString(await answer.text(), "text/html");
    listOf(field).replaceChildren(...found.body.children);
  };

  const take = (button) => {
    const field = button.closest("form").querySelector("[data-names-people]");
    const text = behindAt(field) ?? "";
    const start = field.selectionStart - text.length;
    field.setRangeText(`${button.dataset.name} `, start, field.selectionStart, "end");
    empty(field);
    field.focus();
  };

  document.addEventListener("input", (event) => {
    if (!event.target.matches?.("[data-names-people]")) return;
    clearTimeout(waiting);
    waiting = setTimeout(offer, 150, event.target);
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-found] [data-name]");
    if (button) take(button);
  });

  document.addEventListener("keydown", (event) => {
    const field = event.target;
    const list = field.matches?.("[data-names-people]") ? listOf(field) : field.closest?.("[data-found]");
    if (!list || event.isComposing) return;
    const names = [...list.querySelectorAll("[data-name]")];
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      event.preventDefault();
      field.closest("form").requestSubmit();
    } else if (event.key === "ArrowDown" && names.length) {
      event.preventDefault();
      names[(names.indexOf(field) + 1) % names.length].focus();
    } else if (event.key === "ArrowUp" && names.includes(field)) {
      event.preventDefault();
      names[(names.indexOf(field) - 1 + names.length) % names.length].focus();
    } else if (event.key === "Escape" && names.length) {
      event.preventDefault();
      list.replaceChildren();
      list.closest("form").querySelector("[data-names-people]").focus();
    }
  });
})();
