/* The keyboard on the breakdown screen: j and k walk the sentences worth checking, Enter makes a claim of one,
 * x dismisses it. The buttons pressed are those of the list beside the text. Claims and their marks light up together. */
(() => {
  "use strict";

  let goTo = null; // number of the suggestion to stand on once the screen has changed

  const suggestions = () => [...document.querySelectorAll("[data-suggestion]")];

  function stand(sentence) {
    if (!sentence) return;
    sentence.focus({ preventScroll: true });
    sentence.scrollIntoView({ block: "center" });
  }

  function step(by) {
    const all = suggestions();
    const here = all.indexOf(document.activeElement);
    if (here >= 0) return stand(all[here + by]);
    const below = all.findIndex((sentence) => sentence.getBoundingClientRect().top > 0);
    stand(all[by > 0 ? Math.max(0, below) : Math.max(0, below - 1)]);
  }

  function press(sentence, what) {
    const item = document.getElementById(`suggestion-${sentence.dataset.suggestion}`);
    const control = item && item.querySelector(what);
    if (!control) return;
    goTo = Number(sentence.dataset.suggestion);
    control.click();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const sentence = event.target.closest("[data-suggestion]");
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "Enter" && sentence) press(sentence, "[data-make]");
    else if (event.key === "x" && sentence) press(sentence, "[data-dismiss]");
    else return;
    event.preventDefault();
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "breakdown" || goTo === null) return;
    const all = suggestions();
    stand(all[Math.min(goTo, all.length) - 1]);
    goTo = null;
  });

  function light(pk, on) {
    for (const mark of document.querySelectorAll(`mark[data-claims~="${pk}"]`)) mark.classList.toggle("lit", on);
    const card = document.getElementById(`claim-${pk}`);
    if (card) card.classList.toggle("lit", on);
  }

  function claimsAt(node) {
    const mark = node.closest && node.closest("mark[data-claims], [data-claim]");
    if (!mark) return [];
    return (mark.dataset.claims || mark.dataset.claim).trim().split(/\s+/);
  }

  for (const [name, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
    document.addEventListener(name, (event) => claimsAt(event.target).forEach((pk) => light(pk, on)));
  }

  document.addEventListener("click", (event) => {
    const mark = event.target.closest("mark[data-claims]");
    if (!mark || !document.getSelection().isCollapsed) return;
    const pk = claimsAt(mark).pop();
    const card = document.getElementById(`claim-${pk}`);
    if (card) card.scrollIntoView({ block: "nearest" });
  });
})();
