// Ctrl+K (⌘K) finds anything; "/", "n" and "?" where nothing is being typed, unless they are switched off.
const OFF = "heardback-single-keys-off";
const links = document.querySelector("[data-keys]").dataset;

const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]");

function ownSearch() {
  return document.querySelector("main input[type=search]");
}

let dialog = null;

function build() {
  dialog = document.createElement("dialog");
  dialog.className = "palette";
  dialog.setAttribute("aria-label", "Find");
  dialog.innerHTML =
    '<form method="get" role="search"><label class="unseen" for="palette-words">Find an application, a person, a company or a page</label>' +
    '<input type="search" id="palette-words" name="q" maxlength="200" autocomplete="off" placeholder="Find …"></form>' +
    '<p class="unseen" role="status"></p><div></div>';
  const form = dialog.querySelector("form");
  form.action = links.find;
  let timer = 0;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => load(form.q.value), 120);
  });
  form.addEventListener("submit", (event) => {
    const first = dialog.querySelector(".found a");
    // What stands there may be of the words before these: then the page that finds is asked instead.
    if (!first || form.q.value !== shown) return;
    event.preventDefault();
    first.click();
  });
  dialog.addEventListener("keydown", move);
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
}

let asked = 0;
let shown = ""; // the words of the list that stands there

async function load(words) {
  const mine = ++asked;
  const answer = await fetch(`${links.find}?${new URLSearchParams({ q: words })}`);
  if (!answer.ok || mine !== asked) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.querySelector("#found");
  if (!found) return;
  found.removeAttribute("id");
  dialog.querySelector("div").replaceChildren(found);
  shown = words;
  const number = found.querySelectorAll("a").length;
  dialog.querySelector("[role=status]").textContent = number === 1 ? "1 found" : `${number} found`;
}

function move(event) {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const places = [dialog.querySelector("input"), ...dialog.querySelectorAll(".found a")];
  const step = event.key === "ArrowDown" ? 1 : -1;
  const next = places[places.indexOf(document.activeElement) + step];
  event.preventDefault();
  next?.focus();
}

function openPalette() {
  if (!dialog) build();
  if (dialog.open) return;
  dialog.showModal();
  dialog.querySelector("input").select();
  load(dialog.querySelector("input").value);
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && !event.altKey && !event.shiftKey) {
    event.preventDefault();
    openPalette();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (document.querySelector("dialog[open]") || localStorage.getItem(OFF)) return;
  const acts = {
    "/": () => (ownSearch() ? ownSearch().focus() : openPalette()),
    n: () => location.assign(`${links.new}#id_company`),
    "?": () => location.assign(links.help),
  };
  if (!acts[event.key]) return;
  event.preventDefault();
  acts[event.key]();
});

// Who came by "n" wants to type at once.
if (location.hash === "#id_company") document.querySelector("#id_company")?.focus();

for (const button of document.querySelectorAll("[data-open-find]")) {
  button.addEventListener("click", (event) => {
    event.preventDefault();
    openPalette();
  });
}

const choice = document.querySelector("[data-keys-choice]");
if (choice) {
  const box = choice.querySelector("input");
  choice.hidden = false;
  box.checked = !localStorage.getItem(OFF);
  box.addEventListener("change", () =>
    box.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1"),
  );
}
