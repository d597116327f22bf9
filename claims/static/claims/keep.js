/* What is typed into a long form outlives a lost session, a broken connection and a closed page, until it is sent.
 *
 * Forms with [data-keep] and an id, and the admin's change forms; also those that htmx brings in later. Kept in this
 * tab only (sessionStorage): a shared computer forgets it with the tab. A message of success tells that what was sent
 * has arrived. [data-keep=whole] is for a form about words of a text: each selection has a draft of its own, kept with
 * those words, and is offered when the form opens again for any words. */
(() => {
  "use strict";

  const PREFIX = "kept:";
  const SENT = "kept-sent";
  const OFFERED = 3;
  const SKIPPED = new Set(["csrfmiddlewaretoken", "version_read"]);
  const FORMS = "form[data-keep][id], .change-form #content-main form[id$='_form']";
  const store = window.sessionStorage;
  const watched = new Map(); // form → keep what is typed in it now

  const isWhole = (form) => form.dataset.keep === "whole";
  const baseOf = (form) => PREFIX + window.location.pathname + "#" + form.id;

  function keyOf(form) {
    if (!isWhole(form)) return baseOf(form);
    const { start, end, quote } = form.elements;
    return `${baseOf(form)}@${start.value ? `${start.value}-${end.value}` : quote.value.trim()}`;
  }

  function typed(form) {
    const entries = [...new FormData(form).entries()];
    return entries.filter(([name, value]) => typeof value === "string" && !SKIPPED.has(name) && !name.startsWith("initial-"));
  }

  function grouped(entries) {
    const values = new Map();
    for (const [name, value] of entries) values.set(name, [...(values.get(name) || []), value]);
    return values;
  }

  // Only what was changed here: fields left alone may have been changed by somebody else meanwhile.
  function changed(form, before) {
    const [was, is] = [grouped(before), grouped(typed(form))];
    const names = new Set([...was.keys(), ...is.keys()]);
    return [...names].map((name) => [name, is.get(name) || []])
      .filter(([name, now]) => JSON.stringify(now) !== JSON.stringify(was.get(name) || []));
  }

  function put(form, entries) {
    for (const [name, wanted] of entries) {
      for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (field.type === "checkbox" || field.type === "radio") field.checked = wanted.includes(field.value);
        else if (field.type !== "hidden" || ["start", "end"].includes(name)) field.value = wanted[0] || "";
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
  }

  function offer(form, key, entries) {
    const words = document.getElementById("keep-words");
    if (!words) return;
    const note = words.content.firstElementChild.cloneNode(true);
    const about = isWhole(form) && entries.filter(([name]) => name.startsWith("wording") || name === "quote").map(([, [value]]) => value).find(Boolean);
    if (about) note.querySelector("[data-put]").before(`“${about.slice(0, 60)}” `);
    note.querySelector("[data-put]").addEventListener("click", () => {
      put(form, entries);
      note.remove();
      form.querySelector("textarea, input:not([type=hidden])").focus();
    });
    note.querySelector("[data-drop]").addEventListener("click", () => { store.removeItem(key); note.remove(); });
    form.prepend(note);
  }

  function offerKept(form) {
    const keys = isWhole(form)
      ? Object.keys(store).filter((key) => key.startsWith(`${baseOf(form)}@`)).sort((key) => (key === keyOf(form) ? 1 : -1))
      : [keyOf(form)];
    const failed = form.querySelector(".errorlist, .errornote, .conflict"); // all was sent back already
    for (const key of keys.slice(-OFFERED)) {
      const kept = JSON.parse(store.getItem(key) || "[]");
      if (kept.length && !(failed && key === keyOf(form))) offer(form, key, kept);
      else store.removeItem(key);
    }
  }

  function watch(form) {
    offerKept(form);
    const before = typed(form);
    let waiting = 0;
    let isTyped = false;
    const keep = () => {
      window.clearTimeout(waiting);
      const news = changed(form, before);
      if (news.length) store.setItem(keyOf(form), JSON.stringify(isWhole(form) ? [...grouped(typed(form))] : news));
      else store.removeItem(keyOf(form));
    };
    watched.set(form, () => isTyped && keep());
    form.addEventListener("input", (event) => {
      if (!event.isTrusted) return;
      isTyped = true;
      window.clearTimeout(waiting);
      waiting = window.setTimeout(keep, 300);
    });
    form.addEventListener("submit", () => {
      keep();
      store.setItem(SENT, keyOf(form));
    }, true);
  }

  function watchAll() {
    for (const form of document.querySelectorAll(FORMS)) if (!watched.has(form)) watch(form);
  }

  function arrived(root) {
    const sent = store.getItem(SENT);
    if (sent && root.querySelector(".messagelist .success")) store.removeItem(sent);
    store.removeItem(SENT);
  }

  arrived(document);
  watchAll();
  document.addEventListener("htmx:beforeSwap", () => watched.forEach((keepNow, form) => (form.isConnected ? keepNow() : watched.delete(form))));
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.querySelector && event.target.querySelector(".messagelist")) arrived(event.target);
    watchAll();
  });
})();
