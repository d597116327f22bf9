/* The breakdown screen by keyboard, and what holds it together while parts of it change.
 *
 * j and k walk the sentences worth checking, Enter makes a claim of one, x dismisses it; the arrows select words, with
 * Shift more of them (selection.js takes it from there); Alt and an arrow move a claim; u undoes; Esc leaves a form,
 * Ctrl+Enter sends it.
 * All of them press the buttons of the page. After a change the eye and the focus stay where they were. */
(() => {
  "use strict";

  let goTo = null; // number of the suggestion to stand on once the screen has changed
  let pressed = null; // the claim whose button was pressed, and its name: focus goes back there
  let scrolled = 0; // how far the list beside the text was scrolled

  const suggestions = () => [...document.querySelectorAll("[data-suggestion]")];
  const side = () => document.querySelector("#breakdown .side");

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
    const control = item ? item.querySelector(what) : unlisted(sentence, what);
    if (!control) return;
    goTo = Number(sentence.dataset.suggestion);
    control.click();
  }

  // A sentence beyond those listed borrows the controls of one that is.
  function unlisted(sentence, what) {
    const control = document.querySelector(`#worth-form ${what}`);
    if (!control) return null;
    const [start, end] = sentence.dataset.span.split("-");
    const form = document.getElementById("worth-form");
    if (what === "[data-make]") {
      window.htmx.ajax("GET", `${form.dataset.new}?start=${start}&end=${end}`, { target: "#side-form", swap: "innerHTML" });
      goTo = Number(sentence.dataset.suggestion);
      return null;
    }
    control.value = sentence.dataset.span;
    return control;
  }

  // Words by keyboard: an arrow selects the next word, Shift and an arrow more of them.

  function firstInView() {
    return [...document.querySelectorAll("[data-reader] [data-at]")].find((span) => span.getBoundingClientRect().top > 0);
  }

  function selectWord(direction, more) {
    const reader = document.querySelector("[data-reader]");
    const selection = document.getSelection();
    if (!reader || !document.querySelector(".selection-bar")) return false;
    const inside = !selection.isCollapsed && reader.contains(selection.anchorNode);
    if (!inside) {
      const from = document.activeElement.closest("[data-suggestion]") || firstInView();
      if (!from) return false;
      selection.collapse(from, 0);
    } else if (!more) {
      if (direction === "forward") selection.collapseToEnd();
      else selection.collapseToStart();
    }
    selection.modify("extend", direction, "word");
    const end = selection.focusNode && selection.focusNode.parentElement;
    if (end) end.scrollIntoView({ block: "nearest" });
    return true;
  }

  function moveCard(card, name) {
    const button = card.querySelector(`button[name=${name}]`);
    if (button) button.click();
    return Boolean(button);
  }

  function leaveForm() {
    const form = document.getElementById("side-form");
    if (!form || !form.firstElementChild) return false;
    form.replaceChildren();
    stand(goTo && document.getElementById(`sentence-${goTo}`));
    goTo = null;
    lookAt();
    return true;
  }

  function act(event) {
    const sentence = event.target.closest("[data-suggestion]");
    const card = event.target.closest("[data-claim]");
    const key = event.key;
    if (event.altKey) {
      if (key === "ArrowUp" && card) return moveCard(card, "up");
      if (key === "ArrowDown" && card) return moveCard(card, "down");
      return false;
    }
    if (key === "j") return step(1), true;
    if (key === "k") return step(-1), true;
    if (key === "Enter" && sentence) return press(sentence, "[data-make]"), true;
    if (key === "x" && sentence) return press(sentence, "[data-dismiss]"), true;
    if (key === "u" && document.getElementById("undo")) return document.getElementById("undo").click(), true;
    if (event.target.closest("a, button, summary")) return false;
    if (key === "ArrowRight") return selectWord("forward", event.shiftKey);
    if (key === "ArrowLeft") return selectWord("backward", event.shiftKey);
    return false;
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      const form = event.target.closest("#side-form form");
      if (form) form.querySelector(".buttons button").click();
    }
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape" && leaveForm()) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (act(event)) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const cancel = event.target.closest("[data-cancel]");
    if (cancel && cancel.closest("#side-form")) {
      event.preventDefault();
      event.stopPropagation();
      leaveForm();
    }
    const button = event.target.closest("[data-claim] button");
    pressed = button && { claim: button.closest("[data-claim]").dataset.claim, name: button.name };
  }, true);

  // What changed is put in place of the old: the list stays where it was scrolled to, and so does the focus.

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.responseURL.includes("/login/")) {
      event.detail.shouldSwap = false;
      tell();
    }
    scrolled = side() ? side().scrollTop : 0;
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    const notSent = document.getElementById("not-sent");
    if (notSent) notSent.hidden = true;
    const words = document.querySelector("#breakdown .messagelist");
    if (event.target.id === "side-form") lookAt();
    if (event.target.id !== "breakdown") return;
    document.getElementById("announce").textContent = words ? words.textContent.trim() : "";
    if (side()) side().scrollTop = scrolled;
    if (pressed) {
      const card = document.querySelector(`[data-claim="${pressed.claim}"]`);
      const again = card && (card.querySelector(`button[name="${pressed.name}"]`) || card.querySelector("a"));
      if (again) again.focus({ preventScroll: true });
      if (card) card.scrollIntoView({ block: "nearest" });
      pressed = null;
    } else if (goTo !== null) {
      const all = suggestions();
      stand(all[Math.min(goTo, all.length) - 1]);
    }
    goTo = null;
  });

  // The form is open: the sentence it is about stays marked and in view, above the form on a phone.
  function lookAt() {
    for (const old of document.querySelectorAll(".current")) old.classList.remove("current");
    const sentence = goTo && document.getElementById(`sentence-${goTo}`);
    if (!sentence) return;
    sentence.classList.add("current");
    if (window.matchMedia("(max-width: 1023px)").matches) sentence.scrollIntoView({ block: "start" });
  }

  function tell() {
    const notSent = document.getElementById("not-sent");
    if (!notSent) return;
    const words = notSent.querySelector("template").content.cloneNode(true);
    notSent.replaceChildren(notSent.querySelector("template"), words);
    notSent.hidden = false;
    notSent.scrollIntoView({ block: "nearest" });
  }
  for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) document.addEventListener(name, tell);

  // Claims and their marks light up together.

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
