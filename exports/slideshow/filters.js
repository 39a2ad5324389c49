// Filters that stay live: online, the slide that is shown is fetched anew under other filters.

const PATIENCE_SECONDS = 20;
// How many views were asked for; only the answer to the latest counts.
let asked = 0;

function fillFilters(slide) {
  const focused = document.activeElement;
  const { name, value } = focused?.closest("#filters-controls") ? focused : {};
  part("filters-controls").replaceChildren(...slide.controls.map(controlElement));
  part("filters-message").textContent = "";
  part("deck-view").hidden = !changed;
  const again = [...part("filters-controls").elements].filter((one) => one.name === name);
  if (name) (again.find((one) => one.type !== "checkbox" || one.value === value) ?? again[0])?.focus();
}

function chosenControls() {
  const chosen = new FormData(part("filters-controls"));
  return shownSlide().controls.map((control) => ({
    ...control,
    chosen: chosen.getAll(control.parameter),
  }));
}

/** What the server answers for a view: a slide, or an error with a message to be read. */
async function fetchedView(step) {
  const query = `step=${encodeURIComponent(step)}`;
  let reply;
  try {
    const signal = AbortSignal.timeout(1000 * PATIENCE_SECONDS);
    reply = await fetch(`${deck.views_address}?${query}`, { signal });
  } catch {
    throw new Error("There is no connection to the server.");
  }
  const answer = await reply.json().catch(() => null);
  if (!reply.ok || !answer?.exhibit) {
    throw new Error(answer?.message ?? "The server could not make this view.");
  }
  return answer;
}

/** Show the slide under other filters; what was shown stays if that fails. */
async function changeFilters() {
  const [from, number] = [place.slide, (asked += 1)];
  const controls = chosenControls();
  const isStale = () => number !== asked || from !== place.slide;
  part("filters-message").textContent = "";
  stage.setAttribute("aria-busy", "true");
  try {
    const view = await fetchedView(changedAddress(shownSlide().step, controls));
    if (!isStale()) await afterwards(() => isStale() || showChanged(view));
  } catch (problem) {
    if (isStale()) return;
    fillFilters(shownSlide());
    part("filters-message").textContent = `${problem.message} The slide stays as it was.`;
  } finally {
    stage.removeAttribute("aria-busy");
  }
}

function showChanged({ exhibit, controls, step }) {
  pages.delete(changed);
  const { note } = shownSlide();
  changed = { step, exhibit, controls, note, prediction: null, changed: true };
  return show(place.slide, 0);
}

function restore() {
  if (!changed) return undefined;
  pages.delete(changed);
  changed = null;
  asked += 1;
  return show(place.slide, deck.slides[place.slide].prediction ? 1 : 0);
}
