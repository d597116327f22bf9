/* What is typed into a long form outlives a lost session, a broken connection and a closed page, until it is sent.
 *
 * Forms with [data-keep] and an id, and the admin's change forms. Kept in this tab only (sessionStorage): a shared
 * computer forgets it with the tab. A page with a message of success tells that what was sent has arrived. */
(() => {
  "use strict";

  const PREFIX = "kept:";
  const SENT = "kept-sent";
  const SKIPPED = new Set(["csrfmiddlewaretoken", "version_read"]);
  const forms = [...document.querySelectorAll("form[data-keep][id], .change-form #content-main form[id$='_form']")];

  const keyOf = (form) => PREFIX + window.location.pathname + "#" + form.id;

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

  function offer(form, entries) {
    const words = document.getElementById("keep-words");
    if (!words) return;
    const note = words.content.firstElementChild.cloneNode(true);
    note.querySelector("[data-put]").addEventListener("click", () => { put(form, entries); note.remove(); });
    note.querySelector("[data-drop]").addEventListener("click", () => { window.sessionStorage.removeItem(keyOf(form)); note.remove(); });
    form.prepend(note);
  }

  const sent = window.sessionStorage.getItem(SENT);
  if (sent && document.querySelector(".messagelist .success")) window.sessionStorage.removeItem(sent);
  window.sessionStorage.removeItem(SENT);

  for (const form of forms) {
    const kept = window.sessionStorage.getItem(keyOf(form));
    const before = typed(form);
    const keep = () => window.sessionStorage.setItem(keyOf(form), JSON.stringify(changed(form, before)));
    const failed = form.querySelector(".errorlist, .errornote, .conflict"); // all was sent back already
    if (kept && kept !== "[]" && !failed) offer(form, JSON.parse(kept));
    else window.sessionStorage.removeItem(keyOf(form));
    let waiting = 0;
    form.addEventListener("input", (event) => {
      if (!event.isTrusted) return;
      window.clearTimeout(waiting);
      waiting = window.setTimeout(keep, 300);
    });
    form.addEventListener("submit", () => {
      window.clearTimeout(waiting);
      keep();
      window.sessionStorage.setItem(SENT, keyOf(form));
    });
  }
})();
