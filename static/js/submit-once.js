// A form marked data-submit-once is sent once: its button rests until the next page, or until one comes back.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-submit-once]")) return;
  // After the browser has read the form: a disabled button would leave its own name and value out.
  setTimeout(() => {
    if (event.defaultPrevented || !event.submitter) return;
    event.submitter.disabled = true;
    event.submitter.dataset.submitted = "";
  });
});

window.addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("[data-submitted]")) {
    button.disabled = false;
    delete button.dataset.submitted;
  }
});

// A refused form stands on the page that answered it: whoever comes back to that page is shown the
// form anew, and is not asked whether to send it again.
if (document.querySelector("form:not([action]) .form-errors")) history.replaceState(null, "", location.href);
