// A card of the board can be dragged to another column: the same as choosing that stage in its menu.
let dragged = null;

function prepare() {
  for (const card of document.querySelectorAll(".card")) card.draggable = true;
}

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.(".card") ?? null;
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.id);
  dragged.classList.add("is-dragged");
});

document.addEventListener("dragend", () => {
  dragged?.classList.remove("is-dragged");
  for (const column of document.querySelectorAll(".column.is-over")) column.classList.remove("is-over");
  dragged = null;
});

document.addEventListener("dragover", (event) => {
  const column = event.target.closest?.(".column");
  if (!dragged || !column) return;
  event.preventDefault();
  for (const other of document.querySelectorAll(".column.is-over")) {
    if (other !== column) other.classList.remove("is-over");
  }
  column.classList.add("is-over");
});

document.addEventListener("drop", (event) => {
  const column = event.target.closest?.(".column");
  if (!dragged || !column) return;
  event.preventDefault();
  const choice = [...dragged.querySelectorAll("button[name=stage]")];
  const button = choice.find((each) => each.value === column.dataset.stage);
  button?.click();
});

// The board comes back as a whole: the focus goes with the card that was moved, if it is still shown,
// and whoever has scrolled finds the board where it was, whatever is told above it.
let moved = null;
let place = null;

const placeOfBoard = () => document.querySelector("#board").getBoundingClientRect().top;

document.addEventListener("htmx:beforeRequest", (event) => {
  moved = event.target.closest?.(".card")?.id ?? null;
});

document.addEventListener("htmx:beforeSwap", () => {
  place = scrollY > 0 ? placeOfBoard() : null;
});

document.addEventListener("htmx:afterSettle", () => {
  if (place !== null) scrollBy({ top: placeOfBoard() - place, behavior: "instant" });
  place = null;
  if (moved) (document.querySelector(`#${moved} summary`) ?? document.querySelector("#board")).focus();
  moved = null;
});

document.addEventListener("htmx:load", prepare);
prepare();
