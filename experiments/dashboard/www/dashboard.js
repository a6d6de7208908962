"use strict";
// The address of the page, files that are given, native ranges, and copying: what the server cannot do by itself.
document.addEventListener("DOMContentLoaded", () => {
  const send = (name, value) => Shiny.setInputValue(name, value, { priority: "event" });

  Shiny.addCustomMessageHandler("address", ({ query }) => {
    history.replaceState(null, "", `${location.pathname}?${query}`);
    const language = new URLSearchParams(query);
    for (const link of document.querySelectorAll("[data-language]")) {
      language.set("language", link.dataset.language);
      link.href = `?${language}`;
    }
  });

  document.addEventListener("change", async (event) => {
    const from = event.target;
    if (!from.matches("input[type=file][data-sends]") || !from.files.length) return;
    const file = from.files[0];
    const text = file.size > Number(from.dataset.largest) ? "" : await file.text();
    send(from.dataset.sends, { name: file.name, size: file.size, text });
    from.value = "";
  });

  document.addEventListener("input", (event) => {
    const from = event.target;
    if (!from.matches("input[type=range][data-years]")) return;
    const years = from.dataset.years.split(" ");
    const year = years[Number(from.value)];
    from.setAttribute("aria-valuetext", year);
    document.getElementById(`${from.id}_shown`).textContent = year;
    send(from.dataset.sends, year);
  });
});
