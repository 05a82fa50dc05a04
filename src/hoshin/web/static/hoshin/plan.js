// The plan's outline: shares as one types, Enter keeps a name, versions and shares as the server answers.
(() => {
  const group = (input) => {
    const item = input.closest("[data-id]");
    const list = item?.parentElement;
    return list ? [...list.querySelectorAll(":scope > [data-id] > .plan-line input[name=weight]")] : [input];
  };
  // Read as the server reads it: with the decimal mark of whoever types, where the number itself leaves it open.
  const mark = document.documentElement.dataset.decimal;
  const thousands = mark === "," ? /^\d{1,3}(\.\d{3})+(?=,|$)/ : /^\d{1,3}(,\d{3})+(?=\.|$)/;
  const read = (text) => {
    const plain = text.trim().replace(thousands, (whole) => whole.replace(/[.,]/g, "")).replace(",", ".");
    const amount = Number(plain || NaN);
    return Number.isFinite(amount) && amount >= 0 ? amount : null;
  };
  const number = (input) => read(input.value);
  // Of a long level only some lines are here; the others weigh too.
  const beyond = (inputs) => {
    const total = inputs[0]?.closest("[data-total]")?.dataset.total;
    if (total === undefined || inputs[0].closest(".plan-line.head")) return 0;
    const known = inputs.reduce((sum, input) => sum + (read(input.defaultValue) ?? 0), 0);
    return Math.max(0, Number(total) - known);
  };
  const percent = (share) => `${Math.round(share * 100)}\u00a0%`;

  document.addEventListener("input", (event) => {
    if (!event.target.matches?.('.plan-weight input[name="weight"]')) return;
    const inputs = group(event.target);
    const total = inputs.reduce((sum, input) => sum + (number(input) ?? 0), beyond(inputs));
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
    if (weight) {
      const list = row.classList.contains("head") ? null : row.closest("[data-total]");
      const difference = (number(weight) ?? 0) - (read(weight.defaultValue) ?? 0);
      if (list) list.dataset.total = String(Number(list.dataset.total) + difference);
      weight.defaultValue = weight.value.trim();
    }
  });
})();
// Branches: what was fetched once is folded and shown here; the address always says what stands open.
(() => {
  const page = () => document.getElementById("outline");
  const listOf = (item) => item.querySelector(":scope > .plan-list");

  const remember = () => {
    if (!page()) return;
    const now = new URLSearchParams(location.search);
    const next = new URLSearchParams();
    for (const name of ["plan", "loose"]) if (now.get(name)) next.set(name, now.get(name));
    for (const item of page().querySelectorAll("[data-code]")) {
      const isOpen = item.querySelector(":scope > .plan-line > .twist").getAttribute("aria-expanded") === "true";
      if (isOpen !== item.hasAttribute("data-opens-itself")) next.append(isOpen ? "open" : "closed", item.dataset.code);
    }
    for (const list of page().querySelectorAll("[data-branch]")) {
      const first = Number(list.dataset.first);
      const last = first + list.querySelectorAll(":scope > [data-id]").length;
      if (first || last > 100) next.append("part", `${list.dataset.branch}:${first}-${last}`);
    }
    const query = next.toString();
    history.replaceState(history.state, "", `${location.pathname}${query && `?${query}`}`);
  };

  document.addEventListener(
    "click",
    (event) => {
      const twist = event.target.closest?.("#outline a.twist");
      if (!twist || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const item = twist.closest("li");
      const list = listOf(item);
      if (!list) return;
      // Before HTMX asks for what is here already.
      event.preventDefault();
      event.stopImmediatePropagation();
      const isOpen = twist.getAttribute("aria-expanded") === "true";
      twist.setAttribute("aria-expanded", String(!isOpen));
      item.classList.toggle("is-folded", isOpen);
      remember();
    },
    true,
  );
  document.addEventListener("keydown", (event) => {
    if (event.key !== " " || !event.target.matches?.("#outline a.twist")) return;
    event.preventDefault();
    event.target.click();
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const target = event.detail.target;
    if (target?.matches?.("#outline .plan-item") && listOf(target))
      target.querySelector(":scope > .plan-line > .twist")?.setAttribute("aria-expanded", "true");
    if (target?.closest?.("#outline .plan-list")) remember();
  });
})();
