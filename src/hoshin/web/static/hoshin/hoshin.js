// What every page does: HTMX's manners, notices, dialogs, menus, the panel, the theme, folding rows.
(() => {
  const live = () => document.getElementById("live");
  const token = () => document.querySelector('meta[name="csrf-token"]').content;
  const byId = (id) => document.getElementById(id);

  const say = (words) => {
    live().textContent = "";
    requestAnimationFrame(() => (live().textContent = words));
  };
  const words = (name, values = {}) =>
    Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, value), live().dataset[name]);

  const notices = { shown: 9000, timers: new WeakMap() };
  const leaveAfterAWhile = (toast) => {
    const start = () => notices.timers.set(toast, setTimeout(() => toast.remove(), notices.shown));
    const hold = () => clearTimeout(notices.timers.get(toast));
    for (const event of ["pointerenter", "focusin"]) toast.addEventListener(event, hold);
    for (const event of ["pointerleave", "focusout"]) toast.addEventListener(event, start);
    start();
  };
  const toast = ({ text, undo = "", tone = "" }) => {
    const made = byId("toast-form").content.firstElementChild.cloneNode(true);
    made.querySelector("[data-text]").textContent = text;
    if (tone) made.classList.add(tone);
    const form = made.querySelector("form");
    if (undo) {
      form.setAttribute("action", undo);
      form.setAttribute("hx-post", undo);
      form.querySelector('input[name="csrfmiddlewaretoken"]')?.setAttribute("value", token());
    } else form.remove();
    while (byId("toasts").children.length > 2) byId("toasts").firstElementChild.remove();
    byId("toasts").append(made);
    window.htmx?.process(made);
    leaveAfterAWhile(made);
  };

  const openDialog = (dialog) => dialog && !dialog.open && dialog.showModal();
  const closeDialogs = () => document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
  const closePanel = (panel) => {
    panel.classList.remove("is-drawer");
    panel.replaceChildren();
    if (panel.returnTo?.isConnected) panel.returnTo.focus();
  };

  const setTheme = (theme) => {
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    markTheme();
  };
  const markTheme = () => {
    const theme = document.documentElement.dataset.theme ?? "";
    for (const button of document.querySelectorAll("[data-set-theme]"))
      button.setAttribute("aria-pressed", String(button.dataset.setTheme === theme));
  };

  const fold = (twist) => {
    const isOpen = twist.getAttribute("aria-expanded") !== "true";
    twist.setAttribute("aria-expanded", String(isOpen));
    const table = twist.closest("table, [data-folding]");
    const folded = new Set(
      [...table.querySelectorAll('[data-folds][aria-expanded="false"]')].map((button) => button.dataset.folds),
    );
    for (const row of table.querySelectorAll("[data-in]"))
      row.hidden = row.dataset.in.split(" ").some((id) => folded.has(id));
  };

  document.addEventListener("click", (event) => {
    const at = (selector) => event.target.closest(selector);
    if (at("[data-dismiss]")) at(".toast").remove();
    if (at("[data-close]") && at("dialog")) {
      event.preventDefault();
      at("dialog").close();
    }
    if (at("[data-close-panel]")) closePanel(at(".panel"));
    if (at("[data-set-theme]")) setTheme(at("[data-set-theme]").dataset.setTheme);
    if (at("[data-folds]")) fold(at("[data-folds]"));
    if (at("[data-keys]")) openDialog(byId("keys"));
    if (at("[data-opens]")) openDialog(byId(at("[data-opens]").dataset.opens));
    if (event.target.matches("dialog") && isOutside(event)) event.target.close();
    for (const menu of document.querySelectorAll("details.menu[open]"))
      if (!menu.contains(event.target)) menu.open = false;
  });
  const isOutside = (event) => {
    const box = event.target.getBoundingClientRect();
    return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
  };
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    const menu = document.activeElement?.closest("details.menu[open]") ?? document.querySelector("details.menu[open]");
    const cancel = document.activeElement?.closest("form, tr")?.querySelector("[data-cancel]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    } else if (cancel) cancel.click();
    else document.querySelectorAll("#panel:not(:empty)").forEach(closePanel);
  });

  // Where one was working: the element, else what of the same place can be worked on. A save that redraws it, or loads
  // the page anew, gives the focus back there.
  const BACK = "hoshin:back";
  const placeOf = (element) => ({
    // A field that has no name of its own gives the focus to the first of its form: what was written is done.
    id: element?.id || element?.form?.querySelector("input[id]")?.id || "",
    within: element?.parentElement?.closest("[id]:not(dialog, dialog *, #main, #measure, form)")?.id ?? "",
  });
  const goBack = ({ id, within }) => {
    const place = byId(id) ?? byId(within)?.querySelector("[data-open], a[href], button, input:not([type=hidden])");
    place?.closest("details.menu")?.setAttribute("open", "");
    place?.focus({ preventScroll: true });
  };
  let opener = null;
  let worked = null;
  document.addEventListener("focusin", (event) => {
    if (!event.target.closest("dialog, #toasts")) opener = placeOf(event.target);
  });
  document.addEventListener("htmx:beforeSwap", () => (worked = placeOf(document.activeElement)));
  document.addEventListener("htmx:afterSettle", () => {
    if (worked && (!document.activeElement || document.activeElement === document.body)) goBack(worked);
    worked = null;
  });
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const { xhr, requestConfig } = event.detail;
    const isAnew = xhr.getResponseHeader("HX-Redirect") || xhr.getResponseHeader("HX-Refresh");
    if (isAnew && requestConfig.verb !== "get" && opener)
      sessionStorage.setItem(BACK, JSON.stringify({ ...opener, path: location.pathname, y: scrollY }));
  });
  // A second click on a button, while the answer to the first is on its way, sends nothing once more.
  const sent = new WeakSet();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.matches("[hx-post], [hx-put], [hx-delete], [target]")) return;
    if (sent.has(form)) return event.preventDefault();
    sent.add(form);
    // A file that is fetched leaves the page where it is, and a server that is away may be asked again.
    setTimeout(() => sent.delete(form), 4000);
  });

  // What a page asks for by itself leads away to the sign-in page once the session ended: not while words would be lost.
  const typed = () =>
    [...document.querySelectorAll("form:not([hx-post]) textarea")].some(({ value, defaultValue }) => value !== defaultValue);
  let isTold = false;
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const { xhr, requestConfig } = event.detail;
    const isOut = xhr.getResponseHeader("HX-Redirect")?.startsWith("/sign-in");
    if (!isOut || requestConfig.triggeringEvent?.type === "submit" || !typed()) return;
    event.preventDefault();
    if (!isTold) toast({ text: words("out"), tone: "error" });
    isTold = true;
  });
  const back = JSON.parse(sessionStorage.getItem(BACK) ?? "null");
  sessionStorage.removeItem(BACK);
  if (back?.path === location.pathname) {
    scrollTo(0, back.y);
    goBack(back);
  }

  // A link that says it is a button answers to the space bar as buttons do.
  document.addEventListener("keydown", (event) => {
    if (event.key !== " " || !event.target.matches?.('a[role="button"]')) return;
    event.preventDefault();
    event.target.click();
  });

  document.addEventListener("htmx:configRequest", (event) => (event.detail.headers["X-CSRFToken"] = token()));
  // A problem that the server names itself goes to the nearest place for problems, else into a notice.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, requestConfig, target } = event.detail;
    if (xhr.getResponseHeader("X-Problem")) {
      const asked = requestConfig.elt;
      const place = asked.closest("form, dialog, tr, section, main")?.querySelector("[data-problems]");
      event.detail.isError = false;
      event.detail.shouldSwap = Boolean(place);
      if (place) {
        event.detail.target = place;
        event.detail.swapOverride = "innerHTML";
      } else toast({ text: readable(xhr.responseText), tone: "error" });
    } else if (xhr.status < 400 && target.matches?.("form, dialog *, section *"))
      target.closest("form")?.querySelectorAll("[data-problems]").forEach((place) => place.replaceChildren());
  });
  // What is typed while a part of a form is drawn again stays there: the answer knows nothing of it.
  const typedSince = new WeakMap();
  const valuesIn = (part, before) =>
    [...part.querySelectorAll("input[id]:not([type=hidden]), select[id], textarea[id]")]
      .filter(({ id, value }) => value !== before?.get(id))
      .map(({ id, value }) => [id, value]);
  document.addEventListener("htmx:beforeRequest", ({ detail: { target, xhr } }) => {
    if (target.matches?.("fieldset")) typedSince.set(xhr, new Map(valuesIn(target)));
  });
  document.addEventListener("htmx:beforeSwap", ({ detail: { target, xhr } }) => {
    if (typedSince.has(xhr)) typedSince.set(xhr, new Map(valuesIn(target, typedSince.get(xhr))));
  });
  document.addEventListener("htmx:afterSwap", ({ detail: { xhr } }) => {
    typedSince.get(xhr)?.forEach((value, id) => byId(id) && (byId(id).value = value));
    typedSince.delete(xhr);
  });
  const readable = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const found = page.querySelectorAll("li, p").length ? page.querySelectorAll("li, p") : [page.body];
    return [...found].map((part) => part.textContent.trim().replace(/\s+/g, " ")).join(" ");
  };
  document.addEventListener("htmx:responseError", () => toast({ text: words("failed"), tone: "error" }));
  document.addEventListener("htmx:sendError", () => toast({ text: words("offline"), tone: "error" }));
  document.addEventListener("htmx:afterSwap", (event) => {
    const { target } = event.detail;
    if (target.id === "dialog-body") openDialog(byId("dialog"));
    if (target.id === "panel" && target.childElementCount) {
      // What was asked from within the panel is gone by now; then the way back stays the one into the page.
      const asked = event.detail.requestConfig?.elt;
      const row = asked?.closest("[data-row]");
      if (asked?.isConnected) target.returnTo = row?.contains(document.activeElement) ? document.activeElement : asked;
      if (matchMedia("(max-width: 1240px)").matches) target.classList.add("is-drawer");
    }
  });
  document.addEventListener("toast", (event) => toast(event.detail));
  document.addEventListener("closeDialog", closeDialogs);

  // Whoever opened the rest of the rail finds it open on the next page, drawn so by the server.
  document.querySelector(".rail .rest > summary")?.addEventListener("click", (event) => {
    const isOpen = !event.currentTarget.parentElement.open;
    document.cookie = `rail=${isOpen ? "open" : ""}; path=/; max-age=31536000; samesite=lax`;
  });

  document.querySelectorAll("#toasts .toast").forEach(leaveAfterAWhile);
  markTheme();
  window.hoshin = { say, words, toast, token, openDialog };
})();
