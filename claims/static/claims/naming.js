/* A box that searches as one types is told by the label of its field. Django's own says only what is chosen: empty,
 * it has no name for who hears the screen instead of seeing it. */
(() => {
  "use strict";

  function name() {
    for (const field of document.querySelectorAll("select.admin-autocomplete[id]")) {
      const box = field.nextElementSibling?.querySelector("[role=combobox]");
      const chosen = box?.querySelector("[role=textbox][id]");
      const label = document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
      if (!chosen || !label) continue;
      label.id ||= `${field.id}-label`;
      for (const part of [box, chosen]) part.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`);
    }
  }

  window.django?.jQuery(name); // after Django's own, which makes the boxes
  document.addEventListener("formset:added", () => window.setTimeout(name));
})();
