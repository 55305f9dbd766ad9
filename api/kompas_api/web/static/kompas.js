// With scripts the pages go on without being loaded anew. Without them everything works the same.
"use strict";

(() => {
  const form = () => document.getElementById("conversation");
  const step = () => form()?.elements.namedItem("step")?.value;

  let returning = false;

  // Going back in the browser goes back a step. Nothing of what was filled in is put in the history.
  if (form()) history.replaceState({ step: step() }, "");
  addEventListener("popstate", (event) => {
    const wanted = event.state?.step;
    if (!wanted || !form() || wanted === step()) return;
    returning = true;
    const button = document.createElement("button");
    Object.assign(button, { type: "submit", name: "go", value: wanted, hidden: true });
    button.setAttribute("hx-post", form().getAttribute("action"));
    form().append(button);
    htmx.process(button);
    button.click();
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.elt.id !== "conversation") return;
    if (!returning && history.state?.step !== step()) history.pushState({ step: step() }, "");
    returning = false;
    const target = document.querySelector(".fault-summary a") ?? document.querySelector("h1");
    scrollTo(0, 0);
    target?.focus({ preventScroll: target.tagName === "H1" });
  });

  // What follows so far stays open when it changes, for whoever opened it.
  let unfolded = false;
  const unfolding = () => document.querySelector("#standing details");
  document.addEventListener("htmx:beforeSwap", () => (unfolded = unfolding()?.open ?? false));
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id === "standing" && unfolding()) unfolding().open = unfolded;
  });

  // What an address within the page points at is opened, with everything around it.
  const unfold = (part) => {
    for (let around = part?.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
  };
  document.addEventListener("click", (event) => {
    const id = event.target.closest?.("a[href^='#']")?.getAttribute("href").slice(1);
    if (id) unfold(document.getElementById(id));
  });

  // On paper everything is open; the style sheet sees to that where the browser lets it.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("#main details:not([open])")];
    for (const part of folded) part.open = true;
  });
  addEventListener("afterprint", () => {
    for (const part of folded) part.open = false;
  });

  // A term opens beside the conversation: what the graph knows of it, without leaving the page.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.("#conversation a, #about-term a");
    const address = link?.getAttribute("href") ?? "";
    if (!address.startsWith("/doc/") || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const answer = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => null);
    const page = new DOMParser().parseFromString((await answer?.text()) ?? "", "text/html");
    const article = page.querySelector("main article");
    if (!article) return open(address, "_blank", "noopener");
    const dialog = document.getElementById("about-term");
    document.getElementById("about-term-text").replaceChildren(article);
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
  });

  // What cannot be fetched in place is fetched as a page.
  for (const failure of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    document.addEventListener(failure, (event) => {
      const button = event.detail.elt;
      if (button instanceof HTMLButtonElement) button.form?.requestSubmit(button);
    });
  }

  // The lines of a drawn argument light up with the box that is pointed at or has the focus.
  const light = (event, on) => {
    const box = event.target.closest?.("[data-node]");
    if (!box) return;
    const drawing = box.closest("svg");
    drawing.classList.toggle("way--lit", on);
    const names = new Set(box.dataset.node.split(" "));
    for (const part of drawing.querySelectorAll("[data-node]")) {
      const shared = part.dataset.node.split(" ").some((name) => names.has(name));
      part.classList.toggle("way__part--lit", on && shared);
    }
  };
  for (const [name, on] of [["focusin", true], ["focusout", false], ["mouseover", true], ["mouseout", false]]) {
    document.addEventListener(name, (event) => light(event, on));
  }
})();
