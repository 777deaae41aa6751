// What a page answers is read aloud: screen readers say only what comes into a place that was there before.
const notices = document.querySelector("#notices");
const aloud = document.querySelector("#aloud");

function readAloud() {
  aloud.textContent = [...notices.querySelectorAll("p")].map((each) => each.textContent).join(" ");
}

setTimeout(readAloud, 500);
new MutationObserver(readAloud).observe(notices, { childList: true });

// What htmx asked for and did not get is said there too, once, until it gets something.
const LOST = "Heardback did not answer. Try it again in a moment, or load this page anew.";

function wordsOf(page) {
  const said = new DOMParser().parseFromString(page, "text/html").querySelectorAll("h1, h1 + p");
  return [...said].map((each) => each.textContent).join(": ") || LOST;
}

function sayRefused(words) {
  if (notices.textContent.includes(words)) return;
  const notice = document.createElement("div");
  notice.className = "notice is-error";
  notice.dataset.refused = "";
  notice.append(Object.assign(document.createElement("p"), { textContent: words }));
  notices.replaceChildren(notice);
}

document.addEventListener("htmx:responseError", (event) => sayRefused(wordsOf(event.detail.xhr.responseText)));
document.addEventListener("htmx:sendError", () => sayRefused(LOST));
document.addEventListener("htmx:afterOnLoad", (event) => {
  if (event.detail.successful) notices.querySelector("[data-refused]")?.remove();
});
