"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const bar = byId("bar"), department = byId("department"), role = byId("role");
  const shown = byId("shown"), filtered = byId("filtered");
  const rows = [...document.querySelectorAll("[data-lead]")].map((row) => ({
    row,
    counts: row.localName === "article",
    lead: new Set(row.dataset.lead.split(" ")),
    with: new Set(row.dataset.with.split(" ")),
  }));
  const all = rows.filter((one) => one.counts).length;
  // The innermost come last, so from the end each part knows what is left inside it.
  const parts = [...document.querySelectorAll(".part")].reverse();
  const columns = document.querySelectorAll("[data-column]");
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  const filter = () => {
    const wanted = department.value;
    let left = 0;
    for (const one of rows) {
      const keep = !wanted
        || (role.value !== "with" && one.lead.has(wanted))
        || (role.value !== "lead" && one.with.has(wanted));
      one.row.hidden = !keep;
      left += keep && one.counts;
    }
    for (const part of parts) {
      part.hidden = !part.querySelector(":scope > .measure:not([hidden]), :scope > .part:not([hidden])");
      byId("to-" + part.id).hidden = part.hidden;
    }
    for (const column of columns) {
      column.classList.toggle("chosen", wanted !== "" && column.dataset.column === wanted);
    }
    role.disabled = !wanted;
    shown.value = fill(shown.dataset.text, { shown: left, all });
    filtered.hidden = !wanted;
    filtered.textContent = fill(filtered.dataset.text, {
      department: wanted && department.selectedOptions[0].dataset.name,
      role: role.selectedOptions[0].text,
    });
  };

  department.addEventListener("change", filter);
  role.addEventListener("change", filter);
  byId("print").addEventListener("click", () => window.print());
  bar.hidden = false;
  // A browser may keep what was chosen when a page is loaded again.
  filter();
})();
