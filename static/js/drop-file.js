// A form marked data-drop="<most bytes>" data-too-large="<what is said then>": a file that is dropped anywhere on the page is chosen,
// and sent unless data-drop-waits is set, for there is more to fill in; one that is too large is said to be.
const form = document.querySelector("form[data-drop]");
const input = form?.querySelector("input[type=file]");
const said = form?.querySelector("[data-drop-said]");

function carriesFiles(event) {
  return [...(event.dataTransfer?.types ?? [])].includes("Files");
}

function isTooLarge(file) {
  return file && file.size > Number(form.dataset.drop);
}

function choose(files) {
  if (isTooLarge(files[0])) {
    said.textContent = `${files[0].name} ${form.dataset.tooLarge}`;
    input.value = "";
    return false;
  }
  said.textContent = files[0] ? `${files[0].name} is chosen.` : "";
  return Boolean(files[0]);
}

if (input && said) {
  input.addEventListener("change", () => choose(input.files));
  document.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    form.dataset.dropping = "";
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) delete form.dataset.dropping;
  });
  document.addEventListener("drop", (event) => {
    delete form.dataset.dropping;
    if (!carriesFiles(event)) return;
    event.preventDefault();
    if (!choose(event.dataTransfer.files)) return;
    input.files = event.dataTransfer.files;
    if ("dropWaits" in form.dataset) return;
    form.requestSubmit(form.querySelector("button"));
  });
}
