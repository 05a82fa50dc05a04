// The form of a review: saved as one types, kept in this browser until the server has it, and never over another window's.
(() => {
  // What was handed in is no longer this browser's to keep.
  for (const done of document.querySelectorAll("[data-review-done]")) localStorage.removeItem(`hoshin:review:${done.dataset.reviewDone}`);
  const form = document.querySelector("form[data-review]");
  if (!form) return;
  const WAIT = 1200, RETRY = 5000, MOST_PAUSE = 60;
  const key = `hoshin:review:${form.dataset.review}`;
  const said = form.dataset;
  const saying = form.querySelector("[data-saying]");
  const trouble = form.querySelector("[data-trouble]");
  const version = form.elements.version;
  let timer = null, isSending = false, isStopped = false, dirty = false, lastQuestion = null, lastTouch = Date.now(), spent = 0;

  const fields = () => [...form.querySelectorAll('textarea, input[type="radio"]:checked, input[name^="cite-"]')];
  const words = () => fields().map((field) => [field.name, field.value, field.nextElementSibling?.textContent ?? ""]);
  const keep = () => {
    try {
      localStorage.setItem(key, JSON.stringify({ version: version.value, words: words() }));
    } catch {
      // Without storage the page works, and keeps nothing over a crash.
    }
  };
  const forget = () => localStorage.removeItem(key);

  const touch = () => {
    const now = Date.now();
    spent += Math.min((now - lastTouch) / 1000, MOST_PAUSE);
    lastTouch = now;
  };
  const show = (text) => {
    saying.textContent = text;
  };
  const changed = () => {
    touch();
    dirty = true;
    show("");
    keep();
    if (isStopped) return;
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
  };

  const stop = (text, ...buttons) => {
    trouble.replaceChildren(Object.assign(document.createElement("p"), { textContent: text }), ...buttons);
    trouble.hidden = false;
  };
  const button = (text, act) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "button small", textContent: text });
    made.addEventListener("click", act);
    return made;
  };

  // Nothing more is sent; what was typed stays on the page and in this browser.
  const end = (text) => {
    isStopped = true;
    stop(text, button(said.again, () => location.reload()));
    show("");
  };

  async function save() {
    if (isSending || isStopped || !dirty) return;
    isSending = true;
    dirty = false;
    const seconds = Math.round(spent);
    form.elements.seconds.value = seconds;
    const body = new FormData(form);
    try {
      const answer = await fetch(said.save, { method: "POST", body, credentials: "same-origin" });
      if (answer.ok && !answer.redirected) {
        const kept = await answer.json();
        version.value = kept.version;
        spent -= seconds;
        if (!dirty) forget();
        else keep();
        spread(kept.spread);
        trouble.hidden = true;
        if (!dirty) show(said.saved);
      } else if (answer.redirected || answer.status === 401) {
        end(said.signedOut);
      } else if ([403, 404, 409, 422].includes(answer.status)) {
        // A page in place of a sentence: the form is from before its writer signed in.
        const isSaid = answer.headers.get("Content-Type")?.includes("json");
        const problem = isSaid ? (await answer.json()).problem : said.stale;
        if (answer.status === 422) {
          stop(problem);
          show("");
        } else end(problem);
      } else {
        throw new Error(answer.status);
      }
    } catch {
      dirty = true;
      show(said.waits);
      setTimeout(save, RETRY);
    }
    isSending = false;
    if (dirty && !isStopped) timer = setTimeout(save, WAIT);
  }

  function spread(counts) {
    const all = counts.reduce((sum, count) => sum + count, 0);
    document.querySelectorAll("[data-spread] li").forEach((line, at) => {
      line.querySelector("meter").max = Math.max(all, 1);
      line.querySelector("meter").value = counts[at];
      line.querySelector("span").textContent = counts[at];
    });
    document.querySelector("[data-recent]").hidden = !(all >= 3 && counts[3] / all > 0.7);
  }

  const cite = (code, evidence, text) => {
    const list = form.querySelector(`[data-cites="${CSS.escape(code)}"]`);
    if (!list || [...list.querySelectorAll("input")].some((field) => field.value === evidence)) return;
    const line = document.createElement("li");
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: `cite-${code}`, value: evidence });
    const shown = Object.assign(document.createElement("span"), { textContent: text });
    const out = Object.assign(document.createElement("button"), { type: "button", className: "link small", textContent: said.takeOut });
    out.dataset.uncite = "";
    line.append(field, shown, out);
    list.append(line);
  };

  const put = (kept) => {
    form.querySelectorAll("[data-cites] li").forEach((line) => line.remove());
    for (const [name, value, text] of kept.words) {
      if (name.startsWith("cite-")) cite(name.slice(5), value, text);
      else if (name.startsWith("r-")) {
        const step = [...form.elements[name] ?? []].find((radio) => radio.value === value);
        if (step) step.checked = true;
      } else if (form.elements[name]) form.elements[name].value = value;
    }
    trouble.hidden = true;
    changed();
  };
  const restore = () => {
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(key) ?? "null");
    } catch {
      forget();
    }
    if (!kept || JSON.stringify(kept.words) === JSON.stringify(words())) return forget();
    // What was typed on what the server still has goes on; else its writer decides.
    if (kept.version === version.value) return put(kept);
    stop(said.lost, button(said.put, () => put(kept)), button(said.drop, () => { forget(); trouble.hidden = true; }));
  };

  form.addEventListener("input", changed);
  form.addEventListener("focusin", (event) => {
    const question = event.target.closest("[data-question]");
    if (question) lastQuestion = question.dataset.question;
  });
  form.addEventListener("click", (event) => {
    if (!event.target.matches("[data-uncite]")) return;
    event.target.closest("li").remove();
    changed();
  });
  form.addEventListener("submit", () => {
    touch();
    form.elements.seconds.value = Math.round(spent);
    clearTimeout(timer);
    isStopped = true;
  });
  const choose = (chosen) => {
    const first = form.querySelector("[data-question]")?.dataset.question;
    const code = lastQuestion ?? first;
    if (!chosen || !code) return;
    const day = chosen.querySelector(".faint")?.textContent ?? "";
    cite(code, chosen.dataset.cite, `${chosen.querySelector("[data-text]").textContent} ${day}`.trim());
    changed();
  };
  document.addEventListener("click", (event) => choose(event.target.closest("[data-cite]")));
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || !/^Digit[1-9]$/.test(event.code)) return;
    const chosen = document.querySelector(`[aria-keyshortcuts="Alt+${event.code.slice(5)}"]`);
    if (!chosen) return;
    event.preventDefault();
    choose(chosen);
  });
  window.addEventListener("online", save);
  restore();
})();
