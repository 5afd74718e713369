// The week picture in the reader's zone. The library was asked for the usual week and for every holiday; here
// five minutes after five minutes of the reader's week are looked up by what the contract's wall clock shows.
(() => {
  const STEP = 5;
  const STEPS_A_DAY = (24 * 60) / STEP;
  const HOUR = 3600000;
  const [LEFT, RIGHT, TOP, ROW] = [16, 2, 30, 34];
  const across = (minute) => LEFT + ((100 - LEFT - RIGHT) * minute) / (24 * 60);
  const language = document.documentElement.lang;

  const clockOf = (zone) => {
    const format = new Intl.DateTimeFormat("en-CA", {
      timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
    });
    const offsetAt = (instant) => {
      const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
      return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute) - instant;
    };
    let until = -1;
    let [before, after] = [0, 0];
    return (instant) => {
      // Only within an hour in which the clock is set is it asked for each instant.
      const next = (Math.floor(instant / HOUR) + 1) * HOUR;
      if (next !== until) [before, after, until] = [next - HOUR === until ? after : offsetAt(next - HOUR), offsetAt(next), next];
      const wall = new Date(instant + (before === after ? before : offsetAt(instant)));
      return { date: wall.toISOString().slice(0, 10), minute: wall.getUTCHours() * 60 + wall.getUTCMinutes() };
    };
  };

  const dayOf = (date) => new Date(`${date}T00:00Z`);
  const addDays = (date, days) => new Date(dayOf(date).getTime() + days * 86400000).toISOString().slice(0, 10);
  const weekdayOf = (date) => (dayOf(date).getUTCDay() + 6) % 7;
  const datesOf = (monday) => Array.from({ length: 7 }, (_, day) => addDays(monday, day));
  const named = (date, part) => dayOf(date).toLocaleDateString(language, { timeZone: "UTC", [part]: "long" });
  const numberOf = (date) => (language === "fr" && date.endsWith("-01") ? "1er" : String(Number(date.slice(8))));

  /** Return the library's answers for a day by the contract's clock: its stretches, and its name if it has one. */
  const answers = ({ week, kinds, calendars }, holidays) => (date) => {
    const [kind, name] = calendars[holidays].days[date] ?? [];
    return { spans: kind === undefined ? week[weekdayOf(date)] : kinds[kind], name };
  };

  /** Return, for each day of the reader's week, its stretches as [first minute, last minute, state]. */
  const weekOf = (answerOf, contractZone, readerZone, monday) => {
    const [reader, contract] = [clockOf(readerZone), clockOf(contractZone)];
    const dates = datesOf(monday);
    const week = dates.map(() => []);
    const start = dayOf(addDays(monday, -1)).getTime();
    for (let step = 0; step < 9 * STEPS_A_DAY; step += 1) {
      const instant = start + step * STEP * 60000;
      const here = reader(instant);
      const day = dates.indexOf(here.date);
      if (day < 0) continue;
      const there = contract(instant);
      const span = answerOf(there.date).spans.find(([from, to]) => from <= there.minute && there.minute < to);
      if (!span) continue;
      const last = week[day].at(-1);
      // Where the clock is set back, minutes come twice.
      if (last && here.minute <= last[1] && last[2] === span[2]) last[1] = Math.max(last[1], here.minute + STEP);
      else week[day].push([here.minute, here.minute + STEP, span[2]]);
    }
    return week;
  };

  const clock = (minute) => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  const times = (spans, state) =>
    spans.filter((span) => span[2] === state).map(([from, to]) => `${clock(from)}–${clock(to)}`).join(", ") || "–";

  const drawBox = (day, [from, to, state]) => {
    const box = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    const [x, width] = [across(from), across(to) - across(from)];
    const shape = { x: `${x}%`, y: TOP + ROW * day + 2, width: `${width}%`, height: ROW - 6, rx: 2, class: `state state--${state}` };
    for (const [name, value] of Object.entries(shape)) box.setAttribute(name, value);
    return box;
  };

  const draw = (figure, week, monday, answerOf) => {
    figure.querySelector("g.spans").replaceChildren(...week.flatMap((spans, day) => spans.map((span) => drawBox(day, span))));
    datesOf(monday).forEach((date, day) => {
      const weekday = named(date, "weekday");
      const row = figure.querySelector(`tr[data-day="${day}"]`);
      figure.querySelectorAll("text.name")[day].textContent = `${weekday.slice(0, 3)} ${Number(date.slice(8))}`;
      const said = `${weekday} ${numberOf(date)} ${named(date, "month")}`;
      row.querySelector(".day").textContent = said[0].toUpperCase() + said.slice(1);
      row.querySelector(".description").textContent = answerOf(date).name ?? "";
      row.cells[1].textContent = times(week[day], "available");
      row.cells[2].textContent = times(week[day], "on-request");
    });
  };

  const deviceZone = () => {
    try {
      const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
      clockOf(zone);
      return zone;
    } catch {
      return undefined; // some privacy settings hide the zone
    }
  };

  const offerZones = (select, mine) => {
    const known = new Set([...select.options].map((option) => option.value));
    for (const zone of [mine, ...(Intl.supportedValuesOf?.("timeZone") ?? [])]) {
      if (zone && !known.has(zone)) select.add(new Option(zone, zone));
      known.add(zone);
    }
    const own = select.dataset.mine && [...select.options].find(({ value }) => value === mine);
    if (own) own.textContent = `${mine} (${select.dataset.mine})`;
  };

  const nameCountries = (select) => {
    const names = new Intl.DisplayNames([language], { type: "region" });
    for (const option of select.options) if (/^[A-Z]{2}$/.test(option.value)) option.textContent = names.of(option.value);
  };

  const today = () => {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  };

  for (const figure of document.querySelectorAll(".week-picture")) {
    const form = figure.querySelector("form");
    const { reader, contract, holidays, week } = form.elements;
    const presence = JSON.parse(figure.dataset.presence);
    const mine = deviceZone();
    for (const select of [reader, contract]) offerZones(select, mine);
    nameCountries(holidays);
    contract.value = figure.dataset.contractZone;
    reader.value = mine ?? contract.value;
    week.value = today();
    const show = () => {
      if (!week.value) return;
      const monday = addDays(week.value, -weekdayOf(week.value));
      const [first, last] = presence.calendars[holidays.value].known;
      const isKnown = first <= addDays(monday, -1) && addDays(monday, 7) <= last;
      const answerOf = isKnown ? answers(presence, holidays.value) : () => ({ spans: [] });
      figure.querySelector(".not-known").hidden = isKnown;
      draw(figure, weekOf(answerOf, contract.value, reader.value, monday), monday, answerOf);
    };
    form.addEventListener("input", show);
    form.addEventListener("submit", (event) => event.preventDefault());
    show();
  }
})();
