// A <details data-menu> closes on Escape (focus goes back to its summary) and when the focus or a press is elsewhere.
function closeAllBut(kept) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (menu !== kept) menu.open = false;
  }
}

for (const kind of ["click", "focusin"]) {
  document.addEventListener(kind, (event) => closeAllBut(event.target.closest("details[data-menu]")));
}

document.addEventListener("keydown", (event) => {
  const menu = document.querySelector("details[data-menu][open]");
  if (event.key !== "Escape" || !menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
