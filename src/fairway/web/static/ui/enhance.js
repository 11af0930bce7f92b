// Small comforts. Every page works without this file.
"use strict";

// A list is narrowed as soon as a choice is made.
for (const form of document.querySelectorAll("form[data-autosubmit]")) {
  form.addEventListener("change", (event) => {
    if (event.target instanceof HTMLSelectElement) form.requestSubmit();
  });
}

// A second press while the first is under way would only confuse.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// The reader is led to what is wrong.
document.querySelector("[data-focus]")?.focus();

// Reading aloud, where the phone has a voice for the language of the page.
if ("speechSynthesis" in window) {
  for (const button of document.querySelectorAll("[data-read-aloud]")) {
    const text = document.getElementById(button.dataset.readAloud);
    if (!text) continue;
    const start = button.textContent;
    const rest = () => (button.textContent = start);
    button.hidden = false;
    button.addEventListener("click", () => {
      const reading = speechSynthesis.speaking;
      speechSynthesis.cancel();
      if (reading) return rest();
      const words = new SpeechSynthesisUtterance(text.innerText);
      words.lang = text.closest("[lang]").lang;
      words.onend = rest;
      button.textContent = button.dataset.stop;
      speechSynthesis.speak(words);
    });
  }
}
