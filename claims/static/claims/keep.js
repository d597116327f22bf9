/* What is typed into a long form outlives a lost session, a broken connection and a closed page, until it is sent.
 *
 * Forms with [data-keep] and an id, and the admin's change forms; also those that htmx brings in later. Kept in this
 * tab (sessionStorage: a shared computer forgets it with the tab), and at the desk under the name of who typed it, so
 * that it is there at any computer. A message of success tells that what was sent has arrived. [data-keep=whole] is for a form about words of a text: each selection has a draft of its own, kept with
 * those words, and is offered when the form opens again for any words. */
(() => {
  "use strict";

  const SENT = "kept-sent";
  const OFFERED = 3;
  const TO_THE_DESK = 2000; // milliseconds without a key before a draft is sent there
  const SKIPPED = new Set(["csrfmiddlewaretoken", "version_read"]);
  const FORMS = "form[data-keep][id], .change-form #content-main form[id$='_form']";
  const store = window.sessionStorage;
  const words = document.getElementById("keep-words");
  const desk = words && words.dataset.user && words.dataset.drafts;
  const PREFIX = `kept:${words ? words.dataset.user : ""}:`; // the next person at this computer is offered nothing
  const watched = new Map(); // form → keep what is typed in it now

  const isWhole = (form) => form.dataset.keep === "whole";
  const baseOf = (form) => PREFIX + window.location.pathname + "#" + form.id;

  function keyOf(form) {
    if (!isWhole(form)) return baseOf(form);
    const { start, end, quote } = form.elements;
    return `${baseOf(form)}@${start.value ? `${start.value}-${end.value}` : quote.value.trim().slice(0, 80)}`;
  }

  function typed(form) {
    const entries = [...new FormData(form).entries()];
    const secret = new Set([...form.querySelectorAll("[type=password]")].map((field) => field.name));
    return entries.filter(([name]) => !secret.has(name)).filter(([name, value]) => typeof value === "string" && !SKIPPED.has(name) && !name.startsWith("initial-"));
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

  // The desk's copy. It fails silently: the tab's own copy is there, and the form still holds every word.
  function send(key, entries) {
    const token = document.querySelector("[name=csrfmiddlewaretoken]");
    if (!desk || !token) return Promise.resolve();
    const body = new URLSearchParams({ place: key.slice(PREFIX.length), fields: JSON.stringify(entries) });
    const headers = { "X-CSRFToken": token.value };
    return window.fetch(desk, { method: "POST", body, headers, keepalive: body.toString().length < 60000 }).catch(() => {});
  }

  function drop(key) {
    store.removeItem(key);
    return send(key, []);
  }

  // Drafts of this page that the tab does not hold, typed in another tab or at another computer.
  async function fetchKept() {
    if (!desk || !document.querySelector(`${FORMS}, #side-form`)) return;
    try {
      const answer = await window.fetch(`${desk}?${new URLSearchParams({ page: window.location.pathname })}`);
      const found = (await answer.json()).drafts.filter(([place]) => !store.getItem(PREFIX + place));
      for (const [place, entries] of found) store.setItem(PREFIX + place, JSON.stringify(entries));
      const keys = new Set(found.map(([place]) => PREFIX + place));
      for (const form of watched.keys()) offerKept(form, (key) => keys.has(key));
    } catch { /* signed out, or no connection: what the tab holds is offered */ }
  }

  function offer(form, key, entries) {
    if (!words) return;
    const note = words.content.firstElementChild.cloneNode(true);
    const about = isWhole(form) && entries.filter(([name]) => name.startsWith("wording") || name === "quote").map(([, [value]]) => value).find(Boolean);
    if (about) note.querySelector("[data-put]").before(`“${about.slice(0, 60)}” `);
    note.querySelector("[data-put]").addEventListener("click", () => {
      put(form, entries);
      note.remove();
      form.querySelector("textarea, input:not([type=hidden])").focus();
    });
    note.querySelector("[data-drop]").addEventListener("click", () => { drop(key); note.remove(); });
    form.prepend(note);
  }

  function offerKept(form, isWanted = () => true) {
    const keys = isWhole(form)
      ? Object.keys(store).filter((key) => key.startsWith(`${baseOf(form)}@`)).sort((key) => (key === keyOf(form) ? 1 : -1))
      : [keyOf(form)];
    const failed = form.querySelector(".errorlist, .errornote, .conflict"); // all was sent back already
    for (const key of keys.filter(isWanted).slice(-OFFERED)) {
      const kept = JSON.parse(store.getItem(key) || "[]");
      if (kept.length && !(failed && key === keyOf(form))) offer(form, key, kept);
      else store.removeItem(key);
    }
  }

  function watch(form) {
    offerKept(form);
    const before = typed(form);
    let [waiting, sending] = [0, 0];
    let isTyped = false;
    const keep = () => {
      window.clearTimeout(waiting);
      const news = changed(form, before);
      const entries = news.length && isWhole(form) ? [...grouped(typed(form))] : news;
      if (news.length) store.setItem(keyOf(form), JSON.stringify(entries));
      else store.removeItem(keyOf(form));
      return entries;
    };
    const keepEverywhere = () => {
      window.clearTimeout(sending);
      if (isTyped) send(keyOf(form), keep());
      isTyped = false;
    };
    watched.set(form, keepEverywhere);
    form.addEventListener("input", (event) => {
      if (!event.isTrusted) return;
      isTyped = true;
      window.clearTimeout(waiting);
      window.clearTimeout(sending);
      waiting = window.setTimeout(keep, 300);
      sending = window.setTimeout(keepEverywhere, TO_THE_DESK);
    });
    form.addEventListener("submit", () => {
      window.clearTimeout(sending);
      isTyped = false;
      keep();
      store.setItem(SENT, keyOf(form));
    }, true);
  }

  function watchAll() {
    for (const form of document.querySelectorAll(FORMS)) if (!watched.has(form)) watch(form);
  }

  function arrived(root) {
    const sent = store.getItem(SENT);
    store.removeItem(SENT);
    return sent && root.querySelector(".messagelist .success") ? drop(sent) : Promise.resolve();
  }

  arrived(document).then(fetchKept);
  watchAll();
  document.addEventListener("visibilitychange", () => document.hidden && watched.forEach((keepNow) => keepNow()));
  document.addEventListener("htmx:beforeSwap", () => watched.forEach((keepNow, form) => (form.isConnected ? keepNow() : watched.delete(form))));
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.querySelector && event.target.querySelector(".messagelist")) arrived(event.target);
    watchAll();
  });
})();
