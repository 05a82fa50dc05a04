// What is chosen in a survey stays on this device until it is sent, and nowhere else; what depends on it is shown with it.
(() => {
  const nameOf = (code) => `hoshin-survey-${code}`;
  const sent = document.querySelector("[data-survey-sent]");
  if (sent) localStorage.removeItem(nameOf(sent.dataset.surveySent));

  const form = document.querySelector("form[data-conditions]");
  if (!form) return;
  const fields = [...form.querySelectorAll("input[type=radio], input[type=checkbox], textarea")];
  const isTicked = (field) => field.type === "radio" || field.type === "checkbox";
  // What is hidden is disabled as well: it is neither sent, nor kept here, nor does anything follow from it.
  const given = () => fields.filter((field) => !field.disabled && (isTicked(field) ? field.checked : field.value));

  const showWhatFollows = () => {
    for (const part of form.querySelectorAll("[data-only-if]")) {
      const options = part.dataset.options.split(" ");
      part.hidden = !given().some((field) => field.name === part.dataset.onlyIf && options.includes(field.value));
      part.querySelector("[data-without-script]").hidden = true;
      for (const field of part.querySelectorAll("input, textarea")) field.disabled = part.hidden;
    }
  };
  const bringBack = (kept) => {
    for (const field of fields) {
      if (!(field.name in kept)) continue;
      if (isTicked(field)) field.checked = [kept[field.name]].flat().includes(field.value);
      else if (!field.value) field.value = kept[field.name];
    }
  };
  const keep = (code) => {
    const said = {};
    for (const field of given()) {
      if (field.type === "checkbox") said[field.name] = [...(said[field.name] ?? []), field.value];
      else said[field.name] = field.value;
    }
    localStorage.setItem(nameOf(code), JSON.stringify(said));
  };

  const code = form.dataset.survey;
  if (code) bringBack(JSON.parse(localStorage.getItem(nameOf(code)) ?? "{}"));
  showWhatFollows();
  form.addEventListener("input", () => {
    showWhatFollows();
    if (code) keep(code);
  });
})();

// Keys to one's own comments: kept on this device where its user says so, sent nowhere before they ask for replies.
(() => {
  const place = "hoshin-survey-keys";
  const kept = () => JSON.parse(localStorage.getItem(place) ?? "[]");

  const shown = document.querySelector("[data-comment-keys]");
  const keep = document.querySelector("[data-keep-keys]");
  if (shown && keep) {
    keep.hidden = false;
    keep.addEventListener("click", () => {
      const keys = new Set([...kept(), ...shown.dataset.commentKeys.split(" ")]);
      localStorage.setItem(place, JSON.stringify([...keys]));
      keep.hidden = true;
      document.querySelector("[data-kept-keys]").hidden = false;
    });
  }

  const form = document.querySelector("form[data-reads-keys]");
  if (!form || !kept().length) return;
  const field = form.querySelector("textarea");
  if (!field.value) field.value = kept().join("\n");
  const forget = form.querySelector("[data-forget-keys]");
  forget.hidden = false;
  forget.addEventListener("click", () => {
    localStorage.removeItem(place);
    field.value = "";
    forget.hidden = true;
  });
})();
