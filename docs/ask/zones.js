// Finds the zone that a reader means: by its own name, by a city in it, or as the browser names it.

const TIME = /^heure\s*:\s*|\s+Time$/i;

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[\s_'’-]+/g, " ").trim();
}

// Returns what finds a zone for a text, and gives the text back where there is none, or not only one.
export function makeZoneFinder(zones, cities, language) {
  let places;
  const exact = new Map(zones.map((zone) => [zone.toLowerCase(), zone]));
  return (text) => {
    if (exact.has(text.toLowerCase())) return exact.get(text.toLowerCase());
    places ??= readPlaces(zones, cities, language);
    const found = places.get(plain(text)) ?? [];
    return new Set(found.map(canonical)).size === 1 ? found[0] : text;
  };
}

function readPlaces(zones, cities, language) {
  const places = new Map();
  const add = (name, zone) => places.set(plain(name), [...(places.get(plain(name)) ?? []), zone]);
  for (const zone of zones) {
    if (zone.includes("/")) add(zone.slice(zone.lastIndexOf("/") + 1), zone);
  }
  for (const [zone, names] of Object.entries(cities)) for (const name of names) add(name, zone);
  for (const zone of zones) {
    const name = nameOf(zone, language);
    if (name && !places.has(plain(name))) add(name, zone);
  }
  return places;
}

// One zone may have several names.
function canonical(zone) {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return zone;
  }
}

// Returns the country or the city by which the browser names the zone's time in the reader's language.
function nameOf(zone, language) {
  try {
    const format = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: "shortGeneric" });
    const { value } = format.formatToParts(0).find(({ type }) => type === "timeZoneName");
    return TIME.test(value) ? value.replace(TIME, "") : undefined;
  } catch {
    return undefined;
  }
}
