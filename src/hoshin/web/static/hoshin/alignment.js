// The tree of what serves what: one stop for Tab, arrow keys within, and branches that load as they open.
(() => {
  "use strict";

  const tree = document.querySelector("[data-tree]");
  if (!tree) return;

  const item = (node) => node.closest('[role="treeitem"]');
  const group = (one) => one.querySelector(':scope > [role="group"]');
  const isOpen = (one) => one.getAttribute("aria-expanded") === "true";
  const shown = () => [...tree.querySelectorAll('[role="treeitem"]')].filter((one) => one.offsetParent !== null);

  const focus = (one) => {
    if (!one) return;
    for (const other of tree.querySelectorAll('[role="treeitem"][tabindex="0"]')) other.tabIndex = -1;
    one.tabIndex = 0;
    one.focus();
  };

  const open = (one, wanted) => {
    if (!one.hasAttribute("aria-expanded")) return;
    one.setAttribute("aria-expanded", String(wanted));
    if (wanted) group(one).dispatchEvent(new CustomEvent("opened"));
  };

  const first = tree.querySelector('[role="treeitem"]');
  if (first) first.tabIndex = 0;

  tree.addEventListener("click", (event) => {
    const twist = event.target.closest(".aligned-twist");
    if (twist) open(item(twist), !isOpen(item(twist)));
  });

  tree.addEventListener("keydown", (event) => {
    const one = item(event.target);
    if (!one || event.target !== one || event.altKey || event.ctrlKey || event.metaKey) return;
    const all = shown();
    const at = all.indexOf(one);
    const deeds = {
      ArrowDown: () => focus(all[at + 1]),
      ArrowUp: () => focus(all[at - 1]),
      Home: () => focus(all[0]),
      End: () => focus(all[all.length - 1]),
      ArrowRight: () => (isOpen(one) ? focus(group(one)?.querySelector('[role="treeitem"]')) : open(one, true)),
      ArrowLeft: () => (isOpen(one) ? open(one, false) : focus(item(one.parentElement))),
      Enter: () => one.querySelector("a")?.click(),
    };
    const deed = deeds[event.key];
    if (!deed) return;
    event.preventDefault();
    event.stopPropagation();
    deed();
  });
})();
