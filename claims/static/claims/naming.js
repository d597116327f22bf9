/* A box that searches as one types is told by the label of its field. Django's own says only what is chosen: empty,
 * it has no name for who hears the screen instead of seeing it. */
(() => {
  "use strict";

  function name() {
    for (const field of document.querySelectorAll("select.admin-autocomplete[id]")) {
      const box = field.nextElementSibling?.querySelector("[role=combobox]");
      const label = document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
      if (!box || !label || box.dataset.named) continue;
      label.id ||= `${field.id}-label`;
      box.setAttribute("aria-labelledby", `${label.id} ${box.getAttribute("aria-labelledby") || ""}`.trim());
      box.dataset.named = "yes";
    }
  }

  window.addEventListener("load", name);
  document.addEventListener("formset:added", () => window.setTimeout(name));
})();
