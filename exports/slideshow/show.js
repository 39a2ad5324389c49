// The show: which page is shown, and what keys, clicks and touches do.

const part = (id) => document.getElementById(id);
const deck = JSON.parse(part("deck").textContent);
const stage = part("stage");
const SMALL_SCREEN = matchMedia("(max-width: 700px), (max-height: 480px)");
const BAR_SECONDS = 3;
const SWIPE = 50;

// What is shown: the slide and its page, counted from 0, and the slide as filters have changed it.
let place = { slide: 0, page: 0 };
let changed = null;
const guesses = new Map();
const revealed = new Set();
// The pages of slides, by slide; those that are ready can also be printed at once.
let pages = new Map();
let ready = new Map();

const shownSlide = () => changed ?? deck.slides[place.slide];
const position = (slide) => ({ number: slide + 1, of: deck.slides.length });
const guessOf = (slide) => guesses.get(slide) ?? null;
const within = (number, count) => Math.min(Math.max(number, 0), count - 1);

// -- Pages ------------------------------------------------------------------------------------

/** The room that a page leaves for its chart, measured on a page that nobody sees. */
function roomOn(slide, heading) {
  const number = deck.slides.indexOf(slide);
  const trial = answerPage(slide, { heading }, position(Math.max(number, 0)), guessOf(number));
  trial.classList.add("measured");
  document.body.append(trial);
  const { width, height } = trial.querySelector(".chart").getBoundingClientRect();
  trial.remove();
  const unit = Math.min(innerWidth / 1920, innerHeight / 1080);
  return { width, height, unit, flows: SMALL_SCREEN.matches };
}

/** The pages that a panel takes: one a part of its chart. */
async function pagesOfPanel(slide, panel) {
  const description = slide.exhibit.alternative_text;
  try {
    const room = roomOn(slide, panel.heading || " ");
    const chart = await drawFor(panel.chart, description, deck.narrow, room);
    const of = chart.parts.length;
    return chart.parts.map((_, number) => ({
      kind: "answer",
      chart,
      number,
      heading: [panel.heading, of > 1 ? `part ${number + 1} of ${of}` : ""].filter(Boolean).join(", "),
    }));
  } catch (problem) {
    console.warn(problem);
    return [{ kind: "answer", heading: panel.heading, failed: true }];
  }
}

async function pagesOf(slide) {
  const found = slide.prediction ? [{ kind: "question" }] : [];
  for (const panel of slide.exhibit.panels) found.push(...(await pagesOfPanel(slide, panel)));
  return slide.exhibit.panels.length ? found : [...found, { kind: "answer", heading: "" }];
}

/** The pages of a slide, drawn once for the present size of the window. */
function prepared(slide) {
  if (!pages.has(slide)) {
    const [drawing, done] = [pagesOf(slide), ready];
    pages.set(slide, drawing);
    drawing.then((found) => done.set(slide, found));
  }
  return pages.get(slide);
}

/** A page with its chart; a chart is on one page at a time, so copies can be asked for. */
function filled(slide, page, number, { copy = false } = {}) {
  const made = pageElement(slide, page, position(number), guessOf(number));
  if (page.chart) {
    const drawing = showPart(page.chart, page.number);
    made.querySelector(".chart").append(copy ? drawing.cloneNode(true) : drawing);
  }
  return made;
}

// -- Showing ----------------------------------------------------------------------------------

/** Show a page; one that there is not gives way to the nearest. */
async function show(slide, page) {
  if (!deck.slides.length) return showEmpty();
  const target = within(slide, deck.slides.length);
  if (target !== place.slide) changed = null;
  const shown = changed ?? deck.slides[target];
  const found = await prepared(shown);
  place = { slide: target, page: within(page, found.length) };
  const current = found[place.page];
  if (current.kind === "answer") revealed.add(target);
  stage.replaceChildren(filled(shown, current, target));
  document.title = `${target + 1}. ${nameOf(shown, current.kind === "answer")} – ${deck.title}`;
  part("said").textContent = announced(shown, current, position(target));
  location.replace(`#${target + 1}${place.page ? `.${place.page + 1}` : ""}`);
  update(current);
  prepareNeighbours(target);
}

function showEmpty() {
  stage.replaceChildren(
    element("section", { class: "slide" }, element("h1", {}, "This deck has no slides")),
  );
  for (const button of document.querySelectorAll("#bar button")) button.hidden = true;
  document.querySelector("#bar [data-does=help]").hidden = false;
}

/** Bring panels and buttons in line with the page that is shown. */
function update(page) {
  const answer = page.kind === "answer";
  const slide = shownSlide();
  const button = (name) => document.querySelector(`#bar [data-does=${name}]`);
  part("note-text").textContent = answer
    ? slide.note || "This slide has no note."
    : "The note is shown with the answer.";
  button("filters").hidden = !deck.views_address || !slide.controls.length;
  button("filters").disabled = !answer;
  button("code").hidden = !answer || !slide.exhibit.qr_code;
  if (!answer || button("filters").hidden) toggle("filters", false);
  fillFilters(slide);
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
}

/** Draw the slides that are likely to come first, then, while nothing else is to do, all others. */
async function prepareNeighbours(from) {
  const order = deck.slides.map((_, number) => number);
  order.sort((a, b) => Math.abs(a - from - 0.1) - Math.abs(b - from - 0.1));
  for (const number of order) {
    await prepared(deck.slides[number]);
    await new Promise((resolve) => setTimeout(resolve));
    if (from !== place.slide) return;
  }
}

// Steps wait for one another, so that quick keys lead as far as slow ones.
let turn = Promise.resolve();
function afterwards(step) {
  turn = turn.then(step).catch((problem) => console.error(problem));
  return turn;
}

async function next() {
  if (!deck.slides.length) return undefined;
  const count = (await prepared(shownSlide())).length;
  if (place.page + 1 < count) return show(place.slide, place.page + 1);
  return place.slide + 1 < deck.slides.length ? show(place.slide + 1, 0) : undefined;
}

async function previous() {
  if (place.page) return show(place.slide, place.page - 1);
  return place.slide ? show(place.slide - 1, Infinity) : undefined;
}

/** The place in the address, such as #3 or #3.2 for a slide's second page. */
function placeInAddress() {
  const [slide, page] = location.hash.slice(1).split(".").map((text) => Number.parseInt(text, 10));
  return { slide: (slide || 1) - 1, page: (page || 1) - 1 };
}

function goToAddress() {
  const wanted = placeInAddress();
  if (wanted.slide === place.slide && wanted.page === place.page && stage.children.length) return;
  afterwards(() => show(wanted.slide, wanted.page));
}

/** Everything is drawn anew for another size of the window. */
function redraw() {
  for (const found of ready.values()) {
    for (const page of found) if (page.chart && !page.number) page.chart.view.finalize();
  }
  [pages, ready] = [new Map(), new Map()];
  return show(place.slide, place.page);
}

// -- Panels -----------------------------------------------------------------------------------

/** Open or close a panel. */
function toggle(name, open = part(name).hidden) {
  if (part(name).hidden === !open) return;
  part(name).hidden = !open;
  document.querySelector(`#bar [data-does=${name}]`).setAttribute("aria-expanded", open);
  if (name !== "filters") return;
  document.body.classList.toggle("filtering", open);
  afterwards(redraw);
}

function toggleDialog(name, fill) {
  const dialog = part(name);
  if (dialog.open) return dialog.close();
  for (const other of document.querySelectorAll("dialog[open]")) other.close();
  fill?.();
  return dialog.showModal();
}

function fillList() {
  const items = deck.slides.map((slide, number) => {
    const current = number === place.slide ? "true" : null;
    const attributes = { type: "button", "data-slide": number, "aria-current": current };
    return element("li", {}, element("button", attributes, nameOf(slide, revealed.has(number))));
  });
  part("list-slides").replaceChildren(...items);
}

function fillCode() {
  const { exhibit } = shownSlide();
  part("code-drawing").replaceChildren(qrCode(exhibit));
  part("code-link").href = exhibit.link;
  part("code-link").textContent = exhibit.link;
}

/** Light or dark, remembered for as long as the window is open, where that is allowed. */
function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
}

function rememberedTheme() {
  try {
    return sessionStorage.getItem("theme");
  } catch {
    return null;
  }
}

function toggleTheme() {
  const theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  setTheme(theme);
  try {
    sessionStorage.setItem("theme", theme);
  } catch {
    // A file opened without storage forgets it, and works all the same.
  }
}

function toggleFullScreen() {
  const change = document.fullscreenElement
    ? document.exitFullscreen()
    : document.documentElement.requestFullscreen?.();
  change?.catch(() => {});
}

// -- What people do -----------------------------------------------------------------------------

const ACTIONS = {
  next: () => afterwards(next),
  previous: () => afterwards(previous),
  first: () => afterwards(() => show(0, 0)),
  last: () => afterwards(() => show(deck.slides.length - 1, 0)),
  list: () => toggleDialog("list", fillList),
  help: () => toggleDialog("help"),
  code: () => document.querySelector(".slide .code") && toggleDialog("code", fillCode),
  note: () => toggle("note"),
  filters: () => {
    const button = document.querySelector("#bar [data-does=filters]");
    if (!button.hidden && !button.disabled) toggle("filters");
    if (!part("filters").hidden) part("filters-controls").elements[0]?.focus();
  },
  restore: () => afterwards(restore),
  theme: toggleTheme,
  fullscreen: toggleFullScreen,
  close: () => ["note", "filters"].forEach((name) => toggle(name, false)),
};
const KEYS = {
  ArrowRight: "next",
  PageDown: "next",
  " ": "next",
  ArrowLeft: "previous",
  PageUp: "previous",
  Home: "first",
  End: "last",
  f: "fullscreen",
  n: "note",
  d: "theme",
  l: "list",
  q: "code",
  "?": "help",
  "/": "filters",
  0: "restore",
  Backspace: "restore",
  Escape: "close",
};
// Keys that belong to what has the focus, rather than to the show.
const KEYS_OF_BUTTONS = [" ", "Enter"];
const KEYS_OF_SLIDERS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"];

function belongsToFocus(event) {
  const focused = event.target;
  if (event.key === "Escape") return false;
  if (focused.matches("input[type=range]")) return KEYS_OF_SLIDERS.includes(event.key);
  if (focused.matches("input, select")) return true;
  return focused.matches("button, a") && KEYS_OF_BUTTONS.includes(event.key);
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || belongsToFocus(event)) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const action = key === " " && event.shiftKey ? "previous" : KEYS[key];
  const dialog = document.querySelector("dialog[open]");
  if (!action || (dialog && dialog.id !== action)) return;
  event.preventDefault();
  ACTIONS[action]();
}

/** A click on a mark asks for its tooltip; any other on a slide asks for the next page. */
function onStage(event) {
  const onMark = document.querySelector("#vg-tooltip-element.visible");
  const asks = stage.querySelector(".question");
  if (!event.target.closest("button, a, input") && !onMark && !asks) ACTIONS.next();
}

function onButton(event) {
  const button = event.target.closest("button");
  if (button?.dataset.does) ACTIONS[button.dataset.does]();
  if (button?.dataset.slide) afterwards(() => show(Number(button.dataset.slide), 0));
  if (button?.dataset.guess) guess(Number(part("guess").value) + Number(button.dataset.guess));
}

function guess(value) {
  const slider = part("guess");
  guesses.set(place.slide, within(value, 101));
  slider.value = guessOf(place.slide);
  const text = guessInWords(guessOf(place.slide));
  slider.setAttribute("aria-valuetext", text);
  stage.querySelector(".guess").textContent = text;
}

let hiding;
function showBar() {
  document.body.classList.remove("quiet");
  clearTimeout(hiding);
  hiding = setTimeout(() => document.body.classList.add("quiet"), 1000 * BAR_SECONDS);
}

let touched = null;
function onTouchEnd(event) {
  const [end, start] = [event.changedTouches[0], touched];
  touched = null;
  if (!start || event.touches.length) return;
  const [across, down] = [end.clientX - start.clientX, end.clientY - start.clientY];
  if (Math.abs(across) < SWIPE || Math.abs(across) < 2 * Math.abs(down)) return;
  ACTIONS[across < 0 ? "next" : "previous"]();
}

function onTouchStart(event) {
  const alone = event.touches.length === 1 && !event.target.closest("input");
  touched = alone ? event.touches[0] : null;
}

/** One slide a sheet, or several if its charts are long; questions are left out. */
function fillHandout() {
  const handout = element("div", { id: "handout" });
  deck.slides.forEach((slide, number) => {
    const late = [{ kind: "answer", heading: "", failed: true }];
    for (const page of ready.get(slide) ?? late) {
      if (page.kind === "answer") handout.append(filled(slide, page, number, { copy: true }));
    }
  });
  document.body.append(handout);
}

async function emptyHandout() {
  part("handout")?.remove();
  // Copies were taken of the chart on screen, which has to be put back into its place.
  await afterwards(() => show(place.slide, place.page));
}

let resizing;
function onResize() {
  clearTimeout(resizing);
  resizing = setTimeout(() => afterwards(redraw), 150);
}

function begin() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const preferred = () => (dark.matches ? "dark" : "light");
  setTheme(rememberedTheme() ?? preferred());
  dark.addEventListener("change", () => rememberedTheme() ?? setTheme(preferred()));
  document.body.classList.toggle("offline", !deck.views_address);
  part("data-version").textContent = `Data version ${deck.data_version}`;
  addEventListener("keydown", onKey);
  addEventListener("hashchange", goToAddress);
  addEventListener("resize", onResize);
  addEventListener("beforeprint", fillHandout);
  addEventListener("afterprint", emptyHandout);
  for (const kind of ["pointermove", "pointerdown"]) addEventListener(kind, showBar);
  document.addEventListener("click", onButton);
  stage.addEventListener("click", onStage);
  stage.addEventListener("touchstart", onTouchStart, { passive: true });
  stage.addEventListener("touchend", onTouchEnd, { passive: true });
  stage.addEventListener("input", (event) => event.target.id === "guess" && guess(Number(event.target.value)));
  // After dragging, keys belong to the show again.
  stage.addEventListener("pointerup", (event) => event.target.id === "guess" && event.target.blur());
  part("filters-controls").addEventListener("change", changeFilters);
  part("filters-controls").addEventListener("submit", (event) => event.preventDefault());
  showBar();
  const wanted = placeInAddress();
  afterwards(() => show(wanted.slide, wanted.page));
}

begin();
