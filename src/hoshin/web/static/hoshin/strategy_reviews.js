// A strategy review: arrow keys lead through the screens on a wall; whoever leaves with words that are not kept is asked first.
(() => {
  const press = (selector) => document.querySelector(selector)?.click();
  const isTyping = (target) => target.matches?.("input, textarea, select");
  const keys = {
    ArrowRight: '.wall [rel="next"]',
    PageDown: '.wall [rel="next"]',
    " ": '.wall [rel="next"]',
    ArrowLeft: '.wall [rel="prev"]',
    PageUp: '.wall [rel="prev"]',
    Escape: ".wall [data-leave]",
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!document.querySelector(".wall") || isTyping(event.target) || !keys[event.key]) return;
    if (event.key === " " && event.target.matches?.("a, button")) return;
    event.preventDefault();
    press(keys[event.key]);
  });

  // What was kept last, by its field: an answer that it is kept counts for what was sent.
  const kept = new WeakMap();
  const sent = new WeakMap();
  const fields = () => [...document.querySelectorAll("[data-minutes]")];
  fields().forEach((field) => kept.set(field, field.value));
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.matches?.("[data-minutes]")) sent.set(event.target, event.target.value);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful && sent.has(event.target)) kept.set(event.target, sent.get(event.target));
  });
  let isLeaving = false;
  document.addEventListener("submit", () => (isLeaving = true));
  addEventListener("beforeunload", (event) => {
    if (!isLeaving && fields().some((field) => field.value !== kept.get(field))) event.preventDefault();
  });
})();
