// A part of a page that others change: fetched again as soon as the server says so, and every half minute in any case.
// `data-follows` is the address of the page that has the part, which bears an id; its news are told at the same address + /news.
(() => {
  const ASK_EVERY = 30_000, PRESSED = 300;
  const part = () => document.querySelector("[data-follows]");
  let source = null, isFetching = false, isStale = false;

  const fetchPart = async () => {
    isStale = true;
    if (isFetching) return;
    isFetching = true;
    while (isStale && part()) {
      // A button that somebody is pressing is not taken from under the finger.
      if (part().querySelector(":active")) {
        await new Promise((done) => setTimeout(done, PRESSED));
        continue;
      }
      isStale = false;
      const select = `#${part().id}`;
      await window.htmx.ajax("GET", part().dataset.follows, { target: select, select, swap: "outerHTML" }).catch(() => {});
    }
    isFetching = false;
    // Nothing changes any more.
    if (!part()) leave();
  };
  const leave = () => {
    source?.close();
    source = null;
  };
  // Browsers keep few connections to one server, so those of pages that nobody sees are given back.
  const follow = () => {
    if (document.visibilityState !== "visible") return leave();
    if (!window.EventSource || !part() || (source && source.readyState !== EventSource.CLOSED)) return;
    source = new EventSource(`${part().dataset.follows}/news`);
    source.addEventListener("changed", fetchPart);
  };

  document.addEventListener("visibilitychange", follow);
  addEventListener("pagehide", leave);
  addEventListener("pageshow", follow);
  setInterval(() => {
    if (document.visibilityState === "visible" && part()) fetchPart();
    follow();
  }, ASK_EVERY);
  follow();
})();
