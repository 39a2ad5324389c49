// Charts: drawn as large as the room on a slide allows, and cut into parts where they are too long.

// How large a chart may be drawn, as multiples of its own size on a screen of 1920 × 1080. Its texts
// have 12 or 13 pixels: smaller than the first, the back row could not read them.
const READABLE = 1.75;
const LARGEST = 2;
// Drawn narrower than this, a chart takes its form for narrow screens.
const NARROW_BELOW = 800;
const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif";

// Texts and lines take the colour of the page, light or dark; answers keep theirs, which suit both.
const INK = "currentColor";
const CONFIGURATION = {
  background: null,
  font: FONT,
  text: { color: INK },
  rule: { color: INK },
  style: { "guide-label": { fill: INK }, "guide-title": { fill: INK }, "group-title": { fill: INK } },
  axis: { domainColor: INK, tickColor: INK, gridColor: INK },
};
// With `ast` Vega evaluates expressions itself, so that the page can forbid all code but its own.
const DRAWING = {
  mode: "vega-lite",
  renderer: "svg",
  actions: false,
  ast: true,
  defaultStyle: false,
  config: CONFIGURATION,
  tooltip: { disableDefaultStyle: true },
};

/** The specification for a width in its own pixels, narrow or wide. */
function fitted(specification, width, narrow) {
  const decided = JSON.stringify(specification).replaceAll(narrow, String(width < NARROW_BELOW));
  return { ...JSON.parse(decided), width };
}

/** A chart drawn at a width, and where its rows begin: pixels of its own, from its top. */
async function drawAt(specification, wanted, description, narrow) {
  const { view } = await vegaEmbed(
    document.createElement("div"),
    fitted(specification, wanted, narrow),
    DRAWING,
  );
  const svg = view.container().querySelector("svg");
  const top = view.origin()[1] + view.padding().top;
  const plot = view.height();
  const [width, height] = ["width", "height"].map((side) => Number(svg.getAttribute(side)));
  const rows = rowsOf(view).map((row) => top + row);
  const end = top + plot;
  return { view, svg, description, width, height, top, end, foot: height - end, rows };
}

/** Where rows begin that a part of the chart may begin with; none if it has no rows. */
function rowsOf(view) {
  let scale;
  try {
    scale = view.scale("y");
  } catch {
    return [];
  }
  if (!scale.bandwidth) return [];
  // Rows of a group belong to the heading above them and are not parted from it.
  const names = scale.domain();
  const headings = names.filter((name) => !String(name).includes("\u2063"));
  return headings.map((name) => scale(name)).sort((a, b) => a - b);
}

/** Rows put together into as few parts as a height allows. */
function packed(rows, end, height) {
  const edges = [...rows, end];
  const parts = [];
  let start = edges[0];
  for (let i = 1; i < edges.length; i += 1) {
    if (edges[i] - start > height && edges[i - 1] > start) {
      parts.push({ start, end: edges[i - 1] });
      start = edges[i - 1];
    }
  }
  return [...parts, { start, end }];
}

/** As few parts, but about as high as one another. */
function evenly(rows, end, height) {
  const fewest = packed(rows, end, height).length;
  const heights = [...rows.slice(1), end].map((edge) => edge - rows[0]);
  const lowest = heights.find((one) => packed(rows, end, one).length <= fewest);
  return packed(rows, end, lowest ?? height);
}

/**
 * The parts in which a drawn chart fits into a room, and the scale at which they do.
 * A chart whose rows cannot be told apart is one part, however small.
 */
function parted(chart, room) {
  const readable = Math.max(1, READABLE * room.unit);
  const largest = Math.max(readable, LARGEST * room.unit);
  const whole = [{ start: chart.rows[0] ?? 0, end: chart.end }];
  const fits = chart.height * readable <= room.height;
  const space = room.height / readable - chart.top - chart.foot;
  const parts = fits || chart.rows.length < 2 ? whole : evenly(chart.rows, chart.end, space);
  const longest = Math.max(...parts.map((part) => part.end - part.start));
  const height = parts.length > 1 ? chart.top + longest + chart.foot : chart.height;
  return { parts, scale: Math.min(largest, room.height / height) };
}

/** Draw a chart for a room: `{width, height, unit, flows}`, where a page that flows has any height. */
async function drawFor(specification, description, narrow, room) {
  if (room.flows) {
    const chart = await drawAt(specification, room.width, description, narrow);
    return { ...chart, parts: [{ start: 0, end: chart.end }] };
  }
  const widest = room.width / Math.max(1, READABLE * room.unit);
  const first = await drawAt(specification, widest, description, narrow);
  const better = room.width / parted(first, room).scale;
  if (Math.abs(better / widest - 1) < 0.01) return { ...first, ...parted(first, room) };
  first.view.finalize();
  const second = await drawAt(specification, better, description, narrow);
  return { ...second, ...parted(second, room) };
}

/** A drawing that shows a part of a chart under the head that all parts have in common. */
function showPart(chart, number) {
  const { svg, width, parts, description } = chart;
  const whole = parts.length === 1;
  const part = whole ? { start: 0, end: chart.height } : parts[number];
  const head = whole ? 0 : chart.top;
  const foot = whole ? 0 : chart.foot;
  const height = head + (part.end - part.start) + foot;
  const drawing = svgElement("svg", {
    class: "drawing",
    viewBox: `0 0 ${width} ${height}`,
    role: "graphics-document",
    "aria-roledescription": "chart",
    "aria-label": description,
  });
  if (head) drawing.append(slice(copied(svg), 0, head, 0, width));
  drawing.append(slice(svg, part.start, part.end - part.start, head, width));
  if (foot) drawing.append(slice(copied(svg), chart.end, foot, height - foot, width));
  drawing.style.setProperty("--width", width);
  drawing.style.setProperty("--height", height);
  return drawing;
}

/** The SVG, showing only a strip of itself, put at a place in another. */
function slice(svg, from, height, at, width) {
  const attributes = { x: 0, y: at, width, height, viewBox: `0 ${from} ${width} ${height}` };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  return svg;
}

/** What stands on every part is read aloud only once. */
function copied(svg) {
  const copy = svg.cloneNode(true);
  copy.setAttribute("aria-hidden", "true");
  return copy;
}

function svgElement(name, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
