// The week picture in the reader's zone: five minutes after five minutes of the reader's week, each asked what the contract's wall clock shows.
(() => {
  const STEP = 5;
  const STEPS_A_DAY = (24 * 60) / STEP;
  const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
  const [LEFT, RIGHT, TOP, ROW, WIDTH] = [100, 24, 30, 34, 1000];
  const across = (minute) => LEFT + ((WIDTH - LEFT - RIGHT) * minute) / (24 * 60);

  const clockOf = (zone) => {
    const format = new Intl.DateTimeFormat("en-CA", {
      timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
    });
    return (instant) => {
      const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
      return { date: `${part.year}-${part.month}-${part.day}`, minute: Number(part.hour) * 60 + Number(part.minute) };
    };
  };

  const addDays = (date, days) => new Date(Date.parse(`${date}T00:00Z`) + days * 86400000).toISOString().slice(0, 10);
  const weekdayOf = (date) => (new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7;

  /** Return, for each day of the reader's week, its stretches as [first minute, last minute, state]. */
  const weekOf = (hours, contractZone, readerZone, monday) => {
    const [reader, contract] = [clockOf(readerZone), clockOf(contractZone)];
    const week = DAYS.map(() => []);
    const start = Date.parse(`${addDays(monday, -1)}T00:00Z`);
    for (let step = 0; step < 9 * STEPS_A_DAY; step += 1) {
      const instant = start + step * STEP * 60000;
      const here = reader(instant);
      const day = DAYS.findIndex((_, index) => addDays(monday, index) === here.date);
      if (day < 0) continue;
      const there = contract(instant);
      const span = hours[DAYS[weekdayOf(there.date)]].find(([from, to]) => from <= there.minute && there.minute < to);
      if (!span) continue;
      const last = week[day].at(-1);
      if (last && last[1] === here.minute && last[2] === span[2]) last[1] += STEP;
      else week[day].push([here.minute, here.minute + STEP, span[2]]);
    }
    return week;
  };

  const clock = (minute) => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  const times = (spans, state) =>
    spans.filter((span) => span[2] === state).map(([from, to]) => `${clock(from)}–${clock(to)}`).join(", ") || "–";

  const draw = (figure, week) => {
    const group = figure.querySelector("g.spans");
    group.replaceChildren(
      ...week.flatMap((spans, day) =>
        spans.map(([from, to, state]) => {
          const box = document.createElementNS("http://www.w3.org/2000/svg", "rect");
          const shape = { x: across(from), y: TOP + ROW * day + 2, width: across(to) - across(from), height: ROW - 6, rx: 2 };
          for (const [name, value] of Object.entries(shape)) box.setAttribute(name, value);
          box.setAttribute("class", `state state--${state}`);
          return box;
        }),
      ),
    );
    week.forEach((spans, day) => {
      const row = figure.querySelector(`tr[data-day="${day}"]`);
      row.cells[1].textContent = times(spans, "available");
      row.cells[2].textContent = times(spans, "on-request");
    });
  };

  const offerZones = (select, chosen) => {
    const known = [...select.options].map((option) => option.value);
    const mine = Intl.DateTimeFormat().resolvedOptions().timeZone;
    for (const zone of [mine, ...(Intl.supportedValuesOf?.("timeZone") ?? [])]) {
      if (zone && !known.includes(zone)) {
        select.add(new Option(zone, zone));
        known.push(zone);
      }
    }
    if (select.dataset.mine) {
      const option = [...select.options].find(({ value }) => value === mine);
      if (option) option.textContent = `${mine} (${select.dataset.mine})`;
    }
    select.value = chosen;
  };

  for (const figure of document.querySelectorAll(".week-picture")) {
    const form = figure.querySelector("form");
    const hours = JSON.parse(figure.dataset.hours);
    offerZones(form.elements.reader, figure.dataset.contractZone);
    offerZones(form.elements.contract, figure.dataset.contractZone);
    form.addEventListener("input", () => {
      const day = form.elements.week.value;
      if (!day) return;
      const monday = addDays(day, -weekdayOf(day));
      draw(figure, weekOf(hours, form.elements.contract.value, form.elements.reader.value, monday));
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.hidden = false;
  }
})();
