// What is decided on this page leaves its reader there: the next row comes to where the decided one was, and has the focus.
const KEY = "heardback-stay";
const notices = document.querySelector("#notices");

const titleOf = (row) => row.querySelector(".entry-title a");
const topOf = (row) => row.getBoundingClientRect().top;

function rows() {
  return [...document.querySelectorAll(".agenda .entry")];
}

function rowAfter(row) {
  const shown = rows().filter((each) => each.checkVisibility());
  return row && shown[shown.indexOf(row) + 1];
}

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || !event.target.closest("main")) return;
  const row = event.target.closest(".agenda .entry");
  const next = rowAfter(row);
  const kept = { y: scrollY, next: next && titleOf(next).pathname, top: next && topOf(row) };
  sessionStorage.setItem(KEY, JSON.stringify(kept));
});

function stay({ y, next, top }) {
  const row = next && rows().find((each) => titleOf(each).pathname === next);
  notices.classList.toggle("is-at-hand", y > 0);
  if (!row) {
    notices.tabIndex = -1;
    notices.focus({ preventScroll: true });
    scrollTo({ top: y, behavior: "instant" });
    return;
  }
  const fold = row.closest("details:not([open])");
  if (fold) fold.open = true;
  // Not beneath the notice, which is read aloud with the row.
  const place = Math.max(top, notices.offsetHeight + 24);
  scrollBy({ top: topOf(row) - place, behavior: "instant" });
  titleOf(row).setAttribute("aria-describedby", notices.id);
  titleOf(row).focus({ preventScroll: true });
}

const kept = JSON.parse(sessionStorage.getItem(KEY));
sessionStorage.removeItem(KEY);
if (kept && notices.children.length) stay(kept);
