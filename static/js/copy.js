// <button type="button" data-copy hidden> in a .copybox copies the field beside it and says so.
async function copy(field) {
  field.select();
  if (navigator.clipboard) return navigator.clipboard.writeText(field.value);
  // Plain http on a home network has no clipboard API; the older command still works there.
  if (!document.execCommand("copy")) throw new Error("The browser does not allow copying.");
}

function showButtons() {
  for (const button of document.querySelectorAll("[data-copy][hidden]")) button.hidden = false;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const box = button.parentElement;
  const said = box.querySelector("[role=status]");
  try {
    await copy(box.querySelector("input, textarea"));
    said.textContent = "Copied.";
  } catch {
    said.textContent = "It is selected; copy it with your keyboard.";
  }
});

document.addEventListener("htmx:load", showButtons);
showButtons();
