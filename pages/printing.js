// A chart that is higher than a sheet of paper is cut between its rows, never through one.
addEventListener("beforeprint", () => {
  for (const chart of document.querySelectorAll("[data-testid=stVegaLiteChart] svg")) {
    const place = chart.getBoundingClientRect()
    // A4 leaves 186 by 273 mm (703 pixels wide); wider charts shrink. A little less, for safety.
    const most = Math.max(place.width, 703) * (260 / 186)
    if (!place.width || place.height <= most) continue
    const rows = [...chart.querySelectorAll("text, path[aria-label]")]
      .map(part => part.getBoundingClientRect())
      .map(part => [part.top - place.top, part.bottom - place.top])
    const cuts = [0]
    while (place.height - cuts.at(-1) > most) {
      // The first part shares its sheet with what stands above the chart.
      let cut = cuts.at(-1) + (cuts.length > 1 ? most : 0.6 * most)
      while (rows.some(([top, end]) => top - 2 < cut && cut < end + 2)) cut -= 1
      cuts.push(cut)
    }
    const scale = chart.viewBox.baseVal.height / place.height
    cuts.forEach((start, number) => {
      const height = (cuts[number + 1] ?? place.height) - start
      const part = chart.cloneNode(true)
      part.classList.add("part-for-paper")
      part.setAttribute("viewBox", `0 ${start * scale} ${chart.viewBox.baseVal.width} ${height * scale}`)
      part.setAttribute("height", height)
      chart.parentElement.append(part)
    })
    chart.classList.add("cut-for-paper")
  }
})
addEventListener("afterprint", () => {
  document.querySelectorAll(".part-for-paper").forEach(part => part.remove())
  document.querySelectorAll(".cut-for-paper").forEach(chart => chart.classList.remove("cut-for-paper"))
})
