// A 1:1 by keyboard: A, I, N and P lead to a point, an action item, the notes and the private note; Ctrl Enter saves what one is at.
(() => {
  const isTyping = (target) => target.matches?.("input, textarea, select");
  const notes = document.querySelector("form[data-kept]");

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const form = event.target.closest?.("main form");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form) {
      event.preventDefault();
      form.requestSubmit();
      return;
    }
    if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("dialog[open]") || event.key.length !== 1) return;
    const field = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!field) return;
    event.preventDefault();
    field.focus();
  });

  // Whoever leaves with notes that are not saved is asked first.
  const isChanged = () => [...(notes?.querySelectorAll("textarea") ?? [])].some((field) => field.value !== field.defaultValue);
  let isSent = false;
  notes?.addEventListener("submit", () => (isSent = true));
  addEventListener("beforeunload", (event) => {
    if (!isSent && isChanged()) event.preventDefault();
  });
})();
