// What is chosen in a survey stays on this device until it is sent, and nowhere else.
(() => {
  const nameOf = (code) => `hoshin-survey-${code}`;
  const sent = document.querySelector("[data-survey-sent]");
  if (sent) localStorage.removeItem(nameOf(sent.dataset.surveySent));

  const form = document.querySelector("form[data-survey]");
  if (!form) return;
  const fields = [...form.querySelectorAll("input[type=radio], textarea")];
  const kept = JSON.parse(localStorage.getItem(nameOf(form.dataset.survey)) ?? "{}");
  for (const field of fields) {
    if (!(field.name in kept)) continue;
    if (field.type === "radio") field.checked = field.value === kept[field.name];
    else if (!field.value) field.value = kept[field.name];
  }
  form.addEventListener("input", () => {
    const given = fields.filter((field) => (field.type === "radio" ? field.checked : field.value));
    const said = Object.fromEntries(given.map((field) => [field.name, field.value]));
    localStorage.setItem(nameOf(form.dataset.survey), JSON.stringify(said));
  });
})();
