// The plan's outline: shares as one types, Enter keeps a name, versions and shares as the server answers.
(() => {
  const group = (input) => {
    const item = input.closest("[data-id]");
    const list = item?.parentElement;
    return list ? [...list.querySelectorAll(":scope > [data-id] > .plan-line input[name=weight]")] : [input];
  };
  const number = (input) => {
    const amount = Number(input.value.trim().replace(",", ".") || NaN);
    return Number.isFinite(amount) && amount >= 0 ? amount : null;
  };
  const percent = (share) => `${Math.round(share * 100)}\u00a0%`;

  document.addEventListener("input", (event) => {
    if (!event.target.matches?.('.plan-weight input[name="weight"]')) return;
    const inputs = group(event.target);
    const total = inputs.reduce((sum, input) => sum + (number(input) ?? 0), 0);
    for (const input of inputs) {
      const output = input.closest(".plan-weight").querySelector("output");
      const amount = number(input);
      output.textContent = amount === null || !total ? "–" : percent(amount / total);
      output.classList.add("is-new");
    }
  });

  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (field.matches?.(".plan-name textarea, .plan-weight input[name=weight]")) {
      if (event.key === "Enter") {
        event.preventDefault();
        field.blur();
        field.focus();
      } else if (event.key === "Escape" && field.value !== field.defaultValue) {
        field.value = field.defaultValue;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
  });
  // A row is a form without a button; where there is no HTMX request to send, nothing is to be sent at all.
  document.addEventListener("submit", (event) => {
    if (event.target.matches(".plan-name, .plan-weight")) event.preventDefault();
  });

  document.addEventListener("rowSaved", (event) => {
    const { versions = {}, shares = {}, names = {} } = event.detail;
    for (const [key, version] of Object.entries(versions))
      for (const input of document.querySelectorAll(`[data-version="${key}"]`)) input.value = version;
    for (const [key, share] of Object.entries(shares))
      for (const output of document.querySelectorAll(`[data-share="${key}"]`)) {
        output.textContent = share;
        output.classList.remove("is-new");
      }
    for (const [key, name] of Object.entries(names))
      for (const field of document.querySelectorAll(`[data-name-of="${key}"]`)) {
        if (field !== document.activeElement || field.value === field.defaultValue) field.value = name;
        field.defaultValue = name;
      }
    const row = event.target.closest?.(".plan-line");
    row?.querySelectorAll("[data-problems]").forEach((place) => place.replaceChildren());
    const weight = row?.querySelector("input[name=weight]");
    if (weight) weight.defaultValue = weight.value;
  });
})();
