"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const several = data.runs.length > 1;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const key = "torch4j " + location.pathname;
  const charts = [];

  // What the reader has chosen outlives the page's reloads while training goes on.
  let chosen = { log: {}, zoom: {}, hidden: {} };
  try {
    chosen = Object.assign(chosen, JSON.parse(sessionStorage.getItem(key)));
  } catch (e) {
    // no storage here
  }
  const keep = () => {
    try {
      sessionStorage.setItem(key, JSON.stringify(chosen));
    } catch (e) {
      // no storage here
    }
  };

  const element = (parent, tag, text, name) => {
    const made = document.createElement(tag);
    if (text != null) made.textContent = text;
    if (name) made.className = name;
    parent.appendChild(made);
    return made;
  };
  const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const short = value => (value == null ? "–" : String(Number(value.toPrecision(6))));
  const label = line => (several ? data.runs[line.run].name + ": " + line.name : line.name);

  // ---- charts

  const isLog = panel => !!chosen.log[panel.title];
  const hasPositive = panel => panel.lines.some(line => line.y.some(y => y > 0));

  const columns = panel => {
    const tables = panel.lines.map(line => [line.x, isLog(panel) ? line.y.map(y => (y > 0 ? y : null)) : line.y]);
    return tables.length > 1 ? uPlot.join(tables) : tables[0];
  };

  const options = (panel, width) => {
    const axis = { stroke: css("--soft"), grid: { stroke: css("--grid"), width: 1 }, ticks: { stroke: css("--grid"), width: 1 } };
    const name = line => panel.title + " " + label(line);
    return {
      width,
      height: 260,
      scales: { x: { time: false }, y: { distr: isLog(panel) ? 3 : 1 } },
      axes: [
        { ...axis, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6, 1e7, 1e8, 1e9], label: panel.axis, labelSize: 22, values: (u, at) => at.map(x => (x == null ? "" : String(x))) },
        { ...axis, size: 68, values: (u, at) => at.map(y => (y == null ? "" : short(y))) },
      ],
      series: [
        { label: panel.axis },
        ...panel.lines.map((line, i) => ({
          label: label(line),
          stroke: css("--c" + ((several ? line.run : i) % 8)),
          width: 2,
          dash: several && line.name.startsWith("train_") ? [6, 4] : undefined,
          show: !chosen.hidden[name(line)],
          value: (u, y) => short(y),
        })),
      ],
      hooks: {
        setSelect: [u => {
          if (u.select.width > 0) {
            chosen.zoom[panel.title] = [u.posToVal(u.select.left, "x"), u.posToVal(u.select.left + u.select.width, "x")];
            keep();
          }
        }],
        setSeries: [(u, i) => {
          if (i > 0) {
            chosen.hidden[name(panel.lines[i - 1])] = !u.series[i].show;
            keep();
          }
        }],
      },
    };
  };

  const draw = (panel, card) => {
    const place = card.querySelector(".chart");
    place.textContent = "";
    const chart = new uPlot(options(panel, place.clientWidth), columns(panel), place);
    const last = () => chart.setLegend({ idx: chart.data[0].length - 1 });
    chart.over.addEventListener("mouseleave", () => setTimeout(last));
    chart.over.addEventListener("dblclick", () => unzoom(panel));
    const zoom = chosen.zoom[panel.title];
    if (zoom) chart.setScale("x", { min: zoom[0], max: zoom[1] });
    setTimeout(last); // after its first frame
    return chart;
  };

  const unzoom = panel => {
    delete chosen.zoom[panel.title];
    keep();
  };

  const addPanel = (panel, i) => {
    const card = element(document.getElementById("charts"), "article", null, "card");
    const head = element(card, "div", null, "head");
    element(head, "h2", panel.title);
    const log = element(head, "button", "log");
    log.title = "logarithmic axis";
    log.disabled = !hasPositive(panel);
    log.setAttribute("aria-pressed", isLog(panel));
    log.onclick = () => {
      chosen.log[panel.title] = !isLog(panel);
      keep();
      log.setAttribute("aria-pressed", isLog(panel));
      redraw(i);
    };
    const all = element(head, "button", "all");
    all.title = "the whole range again; drag in the chart to zoom";
    all.onclick = () => {
      unzoom(panel);
      redraw(i);
    };
    if (panel.image) {
      const image = element(head, "a", "PNG");
      image.href = panel.image;
    }
    element(card, "div", null, "chart");
    const thinned = panel.lines.filter(line => line.of > line.x.length);
    if (thinned.length) {
      element(card, "p", thinned.map(line => label(line) + ": " + line.x.length + " of " + line.of + " points").join("; "), "note");
    }
    charts.push({ panel, card, plot: draw(panel, card) });
  };

  const redraw = i => {
    charts[i].plot.destroy();
    charts[i].plot = draw(charts[i].panel, charts[i].card);
  };

  // ---- tables

  const addMatrix = (run, name, counts) => {
    const card = element(document.getElementById("confusion"), "article", null, "card");
    element(element(card, "div", null, "head"), "h2", several ? run.name + ": " + name : name);
    const table = element(element(card, "div", null, "wide"), "table", null, "figures matrix");
    const head = element(table, "tr");
    element(head, "th", "true \\ predicted");
    counts.forEach((row, i) => element(head, "th", i));
    counts.forEach((row, i) => {
      const line = element(table, "tr");
      element(line, "th", i);
      const most = Math.max(1, row.reduce((sum, count) => sum + count, 0));
      row.forEach(count => {
        element(line, "td", count).style.background = "rgba(var(--heat), " + (0.75 * count) / most + ")";
      });
    });
  };

  const addValues = run => {
    const names = [...new Set(run.epochs.flatMap(row => Object.keys(row.values)))];
    const details = element(element(document.getElementById("values"), "article", null, "card"), "details");
    element(details, "summary", (several ? run.name + ": v" : "V") + "alues of each epoch");
    details.addEventListener("toggle", () => {
      if (details.querySelector("table")) return;
      const table = element(element(details, "div", null, "wide"), "table", null, "figures");
      const head = element(table, "tr");
      ["epoch", "step", "seconds", ...names].forEach(name => element(head, "th", name));
      run.epochs.forEach(row => {
        const line = element(table, "tr");
        [row.epoch, row.step, row.seconds, ...names.map(name => row.values[name])].forEach(value => element(line, "td", value));
      });
    });
  };

  const addSettings = run => {
    const card = element(document.getElementById("settings"), "article", null, "card");
    element(element(card, "div", null, "head"), "h2", several ? run.name + ": settings" : "Settings");
    const table = element(element(card, "div", null, "wide"), "table", null, "figures");
    Object.entries(run.settings).forEach(([name, value]) => {
      const line = element(table, "tr");
      element(line, "th", name);
      element(line, "td", value);
    });
  };

  // ---- the page

  document.getElementById("status").textContent =
    (data.training ? "Training; written " : "Finished; written ") + new Date(data.written).toLocaleString() +
    (data.training ? ". This page reloads itself." : "");
  data.panels.forEach(addPanel);
  data.runs.forEach(run => Object.entries(run.confusion).forEach(([name, counts]) => addMatrix(run, name, counts)));
  data.runs.forEach(addValues);
  data.runs.forEach(addSettings);

  window.torch4jCharts = charts; // for the console
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth !== width) {
      width = innerWidth;
      charts.forEach(({ card, plot }) => plot.setSize({ width: card.querySelector(".chart").clientWidth, height: 260 }));
    }
  });
  dark.addEventListener("change", () => charts.forEach((chart, i) => redraw(i)));
  let pressed = false;
  addEventListener("pointerdown", () => (pressed = true));
  addEventListener("pointerup", () => (pressed = false));
  if (data.training) {
    setInterval(() => {
      if (!document.hidden && !pressed) location.reload();
    }, data.seconds * 1000);
  }
})();
