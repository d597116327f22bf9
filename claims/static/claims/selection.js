/* Words selected in a text become start and end offsets in the form that takes them.
 *
 * The text: [data-reader], made of spans [data-at="offset of its first character"]. The form: [data-selection] with
 * inputs start and end and, where it shows the words, a textarea "quote". Offsets count Unicode characters, as Python
 * does; the browser counts UTF-16 units. Works the same for mouse, touch and keyboard: all change the selection. */
(() => {
  "use strict";

  const length = (text) => Array.from(text).length;

  function offsetIn(span, node, unit) {
    const before = document.createRange();
    before.selectNodeContents(span);
    before.setEnd(node, unit);
    return Number(span.dataset.at) + length(before.toString());
  }

  function selected(reader) {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(reader)) return null;
    const spans = [...reader.querySelectorAll("[data-at]")].filter((span) => range.intersectsNode(span));
    if (!spans.length) return null;
    const first = spans[0];
    const last = spans[spans.length - 1];
    const start = first.contains(range.startContainer)
      ? offsetIn(first, range.startContainer, range.startOffset)
      : Number(first.dataset.at);
    const end = last.contains(range.endContainer)
      ? offsetIn(last, range.endContainer, range.endOffset)
      : Number(last.dataset.at) + length(last.textContent);
    if (start >= end) return null;
    return { start, end, words: wordsOf(spans, start, end), box: range.getBoundingClientRect() };
  }

  function wordsOf(spans, start, end) {
    let words = "";
    let paragraph = null;
    for (const span of spans) {
      const at = Number(span.dataset.at);
      const characters = Array.from(span.textContent);
      if (paragraph && span.closest("p") !== paragraph) words += "\n";
      paragraph = span.closest("p");
      words += characters.slice(Math.max(0, start - at), Math.max(0, end - at)).join("");
    }
    return words;
  }

  function place(form, box) {
    if (!form.classList.contains("selection-bar")) return;
    if (window.matchMedia("(pointer: coarse), (max-width: 767px)").matches) {
      form.style.left = form.style.top = "";
      return;
    }
    form.style.left = `${Math.max(8, Math.min(box.left, window.innerWidth - form.offsetWidth - 8))}px`;
    form.style.top = `${Math.min(box.bottom + 6, window.innerHeight - form.offsetHeight - 8)}px`;
  }

  function fill() {
    const reader = document.querySelector("[data-reader]");
    const form = document.querySelector("[data-selection]");
    if (!reader || !form) return;
    const found = selected(reader);
    const isBar = form.classList.contains("selection-bar");
    if (!found) {
      if (isBar && !form.contains(document.activeElement)) form.hidden = true;
      return;
    }
    form.elements.start.value = found.start;
    form.elements.end.value = found.end;
    if (form.elements.quote) {
      form.elements.quote.value = found.words.trim();
      form.elements.quote.dispatchEvent(new Event("change", { bubbles: true }));
    }
    if (isBar) {
      form.hidden = false;
      place(form, found.box);
    }
  }

  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(fill, 80);
  });

  document.addEventListener("keydown", (event) => {
    const bar = document.querySelector(".selection-bar");
    if (event.key !== "Enter" || !bar || bar.hidden) return;
    if (event.target.closest("a, button, input, textarea, select, summary")) return;
    event.preventDefault();
    bar.requestSubmit();
  });

  document.addEventListener("submit", (event) => {
    if (event.target.classList.contains("selection-bar")) event.target.hidden = true;
  });

  // "Take this passage", "the text names …": put an offered value into its field.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fill]");
    if (!button) return;
    const field = document.querySelector(button.dataset.fill);
    field.value = button.dataset.value;
    for (const name of ["start", "end"]) {
      if (field.name === "quote" && field.form.elements[name]) field.form.elements[name].value = "";
    }
    field.focus();
  });
})();
