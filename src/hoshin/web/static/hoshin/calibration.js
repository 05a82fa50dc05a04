// For how long a group of results is looked at: while the page is in view and somebody moves now and then. Of nobody by name.
(() => {
  const form = document.querySelector("form[data-stopwatch]");
  if (!form) return;
  const EVERY = 60_000, MOST_PAUSE = 180;
  let spent = 0, last = Date.now();

  const touch = () => {
    const now = Date.now();
    if (document.visibilityState === "visible") spent += Math.min((now - last) / 1000, MOST_PAUSE);
    last = now;
  };
  const send = () => {
    const seconds = Math.floor(spent);
    if (seconds < 1) return;
    spent -= seconds;
    form.elements.seconds.value = seconds;
    // What does not arrive is not counted: it is a figure of many, and nobody waits for it.
    fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin", keepalive: true }).catch(() => {});
  };
  for (const kind of ["pointermove", "pointerdown", "keydown", "scroll"]) document.addEventListener(kind, touch, { passive: true });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") last = Date.now();
    else {
      // The part until now was in view.
      spent += Math.min((Date.now() - last) / 1000, MOST_PAUSE);
      last = Date.now();
      send();
    }
  });
  addEventListener("pagehide", () => {
    touch();
    send();
  });
  setInterval(send, EVERY);
})();
