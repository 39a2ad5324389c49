// Slides: what stands on a page, made of the slide's fields. Texts are never read as HTML.

// The longer a sentence, the smaller it is set, so that it leaves room for the chart: sizes by the
// most characters that have them.
const SIZES = [
  ["large", 100],
  ["medium", 190],
  ["small", 280],
  ["smallest", Infinity],
];

/** An element with attributes and children; children that are not elements are text. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

/** One page of a slide: its question, or a chart under its sentence. */
function pageElement(slide, page, position, guess) {
  return page.kind === "question"
    ? questionPage(slide, position, guess)
    : answerPage(slide, page, position, guess);
}

function answerPage(slide, page, position, guess) {
  const { exhibit } = slide;
  return element(
    "section",
    { class: "slide", "aria-label": positionInWords(position) },
    header(exhibit.title, position, slide.changed),
    element("h2", { class: `sentence ${sizeOf(exhibit.sentence)}` }, exhibit.sentence),
    slide.prediction && guess !== null
      ? element("p", { class: "compared" }, compared(slide.prediction, guess))
      : null,
    page.heading ? element("p", { class: "heading" }, page.heading) : null,
    element("div", { class: "chart" }, page.failed ? failure(exhibit) : null),
    footer(exhibit),
  );
}

function header(title, { number, of }, changed) {
  return element(
    "header",
    {},
    element("h1", {}, title),
    changed ? changedMark() : null,
    element("p", { class: "number" }, `${number} / ${of}`),
  );
}

function changedMark() {
  const back = element("button", { type: "button", "data-does": "restore" }, "Back to it");
  return element("p", { class: "changed" }, "Changed from the deck ", back);
}

function footer(exhibit) {
  const code = element("button", {
    type: "button",
    class: "code",
    "data-does": "code",
    "aria-label": "QR code of this view: show it large",
  });
  code.append(qrCode(exhibit));
  return element(
    "footer",
    {},
    element(
      "div",
      {},
      exhibit.base ? element("p", { class: "base" }, exhibit.base) : null,
      element("p", { class: "notes" }, exhibit.notes),
    ),
    exhibit.qr_code ? code : null,
  );
}

/** The QR code as it was drawn on the server, the one text that is read as markup. */
function qrCode(exhibit) {
  const drawn = new DOMParser().parseFromString(exhibit.qr_code, "text/html").querySelector("svg");
  drawn?.setAttribute("aria-hidden", "true");
  return drawn ?? "";
}

function failure(exhibit) {
  return element(
    "p",
    { class: "failure", role: "alert" },
    "This chart could not be drawn here. What it shows: ",
    exhibit.alternative_text,
  );
}

function sizeOf(sentence) {
  return SIZES.find(([, most]) => sentence.length <= most)[0];
}

function positionInWords({ number, of }) {
  return `Slide ${number} of ${of}`;
}

/** A page that asks: nothing on it may give the answer away, so it has neither title nor link. */
function questionPage(slide, position, guess) {
  const shown = element("output", { class: "guess", for: "guess" }, guessInWords(guess));
  const slider = element("input", {
    id: "guess",
    type: "range",
    min: 0,
    max: 100,
    step: 1,
    value: guess ?? 50,
    "aria-label": "Our guess, in per cent",
    "aria-valuetext": guessInWords(guess),
  });
  const change = (by) =>
    element("button", { type: "button", "data-guess": by }, by < 0 ? `− ${-by}` : `+ ${by}`);
  const [less, more] = [change(-5), change(5)];
  less.setAttribute("aria-label", "5 per cent less");
  more.setAttribute("aria-label", "5 per cent more");
  const ends = ["0 %", "50 %", "100 %"].map((end) => element("span", {}, end));
  const scale = element("p", { class: "scale", "aria-hidden": "true" }, ...ends);
  return element(
    "section",
    { class: "slide question", "aria-label": positionInWords(position) },
    header("Guess first", position, false),
    element("h2", { class: "sentence" }, slide.prediction.question),
    element("div", { class: "guessing" }, shown, less, slider, more, scale),
    element("button", { type: "button", class: "reveal", "data-does": "next" }, "Show the answer"),
  );
}

function guessInWords(guess) {
  return guess === null ? "What is our guess?" : `We guess ${guess} %`;
}

/** How far a guess was from what is known, in a sentence or two. */
function compared({ answer, low, high }, guess) {
  const off = guess < low ? low - guess : Math.max(0, guess - high);
  const side = guess < low ? "low" : "high";
  const points = `${off} percentage point${off === 1 ? "" : "s"}`;
  const known = answer.replace(/\.$/, "");
  if (off) {
    return `You guessed ${guess} %. ${known}: you were ${low < high ? "at least " : ""}${points} too ${side}.`;
  }
  return `You guessed ${guess} %. ${known}: ${low < high ? "that is within what is known" : "just right"}.`;
}

/** What is read aloud when a page is shown. */
function announced(slide, page, position) {
  const { title, sentence } = slide.exhibit;
  const texts =
    page.kind === "question" ? [slide.prediction.question] : [title, sentence, page.heading];
  const whole = texts.filter(Boolean).map((text) => (/[.?!]$/.test(text) ? text : `${text}.`));
  return [`${positionInWords(position)}.`, ...whole].join(" ");
}

/** A slide's name in lists: its question, as long as the answer has not been shown. */
function nameOf(slide, revealed) {
  return slide.prediction && !revealed ? slide.prediction.question : slide.exhibit.title;
}

/** A filter: a list to choose from, or boxes to tick. */
function controlElement(control) {
  const chosen = new Set(control.chosen);
  if (control.multiple) {
    const boxes = control.options.map(({ value, label }) => {
      const box = { type: "checkbox", name: control.parameter, value, checked: chosen.has(value) };
      return element("label", {}, element("input", box), label);
    });
    return element("fieldset", {}, element("legend", {}, control.label), ...boxes);
  }
  const options = control.options.map(({ value, label }) =>
    element("option", { value, selected: chosen.has(value) }, label),
  );
  const list = element("select", { name: control.parameter }, ...options);
  return element("label", { class: "single" }, control.label, list);
}

/** The address of a view with what is chosen in the controls. */
function changedAddress(step, controls) {
  const [page, query = ""] = step.split("?");
  const parameters = new URLSearchParams(query);
  for (const { parameter, chosen } of controls) {
    parameters.delete(parameter);
    for (const value of chosen) parameters.append(parameter, value);
  }
  return parameters.size ? `${page}?${parameters}` : page;
}
