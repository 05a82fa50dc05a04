// Writing a goal by keyboard: Enter leads to the next field, Ctrl Enter saves.
(() => {
  const form = document.querySelector("form[data-enter-form]");
  form?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      form.requestSubmit();
      return;
    }
    if (!event.target.matches("input[data-enter-next]")) return;
    event.preventDefault();
    const fields = [...form.querySelectorAll("input[data-enter-next], input[type=date], button.primary")].filter((field) =>
      field.checkVisibility(),
    );
    fields[fields.indexOf(event.target) + 1]?.focus();
  });
})();
