// Find anything: a combobox over a list that the server answers (GET /find?q=…). Without script the link opens that page.
(() => {
  const palette = document.getElementById("palette");
  if (!palette?.dataset.url) return;
  const input = palette.querySelector("input");
  const list = palette.querySelector('[role="listbox"]');
  const MOST_LATELY = 9;
  let asked = 0;
  let timer = 0;
  // What the list answers, and whether Enter came before the answer to what is typed now.
  let answered = null;
  let isEager = false;

  // Where one was lately, without names: those the server tells anew, to whoever may see them.
  const kept = `hoshin-lately-${palette.dataset.whose}`;
  const lately = () => {
    try {
      return JSON.parse(localStorage.getItem(kept)) ?? [];
    } catch {
      return [];
    }
  };
  try {
    const others = lately().filter((address) => address !== location.pathname);
    const isKept = !document.querySelector("[data-leaves-no-trace]");
    if (isKept) localStorage.setItem(kept, JSON.stringify([location.pathname, ...others].slice(0, MOST_LATELY)));
  } catch {
    // Storage is closed or full: nothing is remembered.
  }

  const options = () => [...list.querySelectorAll('[role="option"]')];
  const choose = (option) => {
    for (const other of options()) other.setAttribute("aria-selected", String(other === option));
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };
  const step = (by) => {
    const all = options();
    const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (all.length) choose(all[(at + by + all.length) % all.length]);
  };

  const take = () => {
    isEager = false;
    list.querySelector('[aria-selected="true"]')?.click();
  };

  const ask = async () => {
    const mine = ++asked;
    const typed = input.value.trim();
    const query = new URLSearchParams({ q: typed });
    if (!typed) {
      for (const place of lately().filter((one) => one !== location.pathname)) query.append("lately", place);
    }
    const address = `${palette.dataset.url}?${query}`;
    let answer;
    try {
      answer = await fetch(address, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
    } catch {
      window.hoshin.toast({ text: window.hoshin.words("offline"), tone: "error" });
      return;
    }
    if (mine !== asked || !palette.open) return;
    if (answer.headers.get("HX-Redirect")) {
      location.href = answer.headers.get("HX-Redirect");
      return;
    }
    if (!answer.ok) return;
    const html = await answer.text();
    if (mine !== asked) return;
    list.innerHTML = html;
    input.setAttribute("aria-expanded", String(options().length > 0));
    choose(options()[0]);
    answered = typed;
    if (isEager && answered === input.value.trim()) take();
    window.hoshin.say(window.hoshin.words("found", { count: options().length }));
  };

  const open = () => {
    if (palette.open) return;
    palette.showModal();
    input.value = "";
    answered = null;
    input.focus();
    ask();
  };

  document.addEventListener("hoshin:palette", open);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-palette]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  input.addEventListener("input", () => {
    isEager = false;
    clearTimeout(timer);
    timer = setTimeout(ask, 120);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (answered === input.value.trim()) take();
      else isEager = true;
    } else if (event.key === "Escape") {
      // A search field would first only clear itself.
      event.preventDefault();
      palette.close();
    }
  });
  list.addEventListener("pointermove", (event) => {
    const option = event.target.closest('[role="option"]');
    if (option && option.getAttribute("aria-selected") !== "true") choose(option);
  });
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[data-command]");
    if (!option) return;
    event.preventDefault();
    palette.close();
    document.querySelector(option.dataset.command)?.click();
  });
})();
