/*
 * The search of the site, a worker that Material and Zensical ask alike and whose findings they show. Words lose
 * their accents and their plural, a query its idle words; the beginning of a word finds it, and a word that nothing
 * begins with finds what differs by one letter. Where nothing is found, "Ask" is offered. Entries that stand apart
 * from the index are loaded when the first word is typed.
 */
(() => {
  const OF_A_PAGE = 1.5;
  const NEAR = 0.4;
  const SHORTEST_NEAR = 5;
  const AROUND = 240;
  const WORD = /<[^>]*>|&#?\w+;|([\p{L}\p{M}\p{N}_]+)/gu;
  const ACCENTS = /[\u0300-\u036f]/g;
  const PLURALS = {
    fr: [[/eaux$/, "eau"], [/aux$/, "al"], [/([eo]u)x$/, "$1"], [/(..)s$/, "$1"]],
    en: [[/ies$/, "y"], [/sses$/, "ss"], [/([^s])s$/, "$1"]],
  };

  const HOME = new URL("../../../", self.location);

  let entries, nothing, plurals, idle, terms, apart, loading;
  let asked = 0;

  const folded = new Map();
  const fold = (word) => {
    if (!folded.has(word)) folded.set(word, foldedAnew(word));
    return folded.get(word);
  };

  const foldedAnew = (word) => {
    const plain = word.toLowerCase().normalize("NFD").replace(ACCENTS, "").replace(/œ/g, "oe").replace(/æ/g, "ae");
    const rule = plain.length > 3 && plurals.find(([ending]) => ending.test(plain));
    return rule ? plain.replace(...rule) : plain;
  };

  const tokens = (text) =>
    [...text.matchAll(WORD)].flatMap(({ 0: all, 1: word, index }) =>
      word ? [{ word, term: fold(word), start: index, end: index + all.length }] : []);

  /* How much what a field says once, or more often, makes an entry be about it. */
  const weight = {
    words: (count, first) => 40 + 10 / (10 + first),
    title: () => 4,
    text: (count) => count / (count + 1),
  };

  /* Of each term, how much each entry that has it is about it. */
  const weighed = () => {
    const found = new Map();
    entries.forEach((entry, place) => {
      for (const field of Object.keys(weight)) {
        const said = new Map();
        tokens(entry[field] ?? "").forEach(({ term }, first) => {
          const known = said.get(term) ?? { count: 0, first };
          said.set(term, { ...known, count: known.count + 1 });
        });
        const bonus = entry.location.includes("#") ? 1 : OF_A_PAGE;
        for (const [term, { count, first }] of said) {
          if (!found.has(term)) found.set(term, new Map());
          const places = found.get(term);
          places.set(place, (places.get(place) ?? 0) + bonus * weight[field](count, first));
        }
      }
    });
    return found;
  };

  /* Whether two words are the same but for one letter more, less, other, or two that changed places. */
  const isNear = (one, other) => {
    let start = 0;
    let end = 0;
    while (start < one.length && one[start] === other[start]) start += 1;
    while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
    const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
    return Math.max(left.length, right.length) < 2 || (left.length === 2 && left === [...right].reverse().join(""));
  };

  /* The terms that a word means, and how surely. */
  const meant = (word) => {
    const begun = [...terms.keys()].filter((term) => term.startsWith(word));
    if (begun.length || word.length < SHORTEST_NEAR) {
      return new Map(begun.map((term) => [term, term === word ? 1 : word.length / (term.length + 1)]));
    }
    return new Map([...terms.keys()].filter((term) => isNear(word, term)).map((term) => [term, NEAR]));
  };

  const search = (query) => {
    const typed = tokens(query);
    const telling = typed.filter(({ term }) => !idle.has(term));
    const wanted = telling.length ? telling : typed;
    const scores = new Map();
    const marks = new Map();
    for (const { word, term } of wanted) {
      const best = new Map();
      for (const [each, sureness] of meant(term)) {
        marks.set(each, each.startsWith(term) ? word.length : -1);
        for (const [place, weight] of terms.get(each)) {
          best.set(place, Math.max(best.get(place) ?? 0, weight * sureness));
        }
      }
      const rarity = Math.log(1 + entries.length / best.size);
      for (const [place, weight] of best) {
        const { score, words } = scores.get(place) ?? { score: 0, words: [] };
        scores.set(place, { score: score + weight * rarity, words: [...words, word] });
      }
    }
    const found = [...scores].map(([place, { score, words }]) => {
      const share = (words.length / wanted.length) ** 2;
      return { place, words, score: score * share * (entries[place].boost ?? 1) };
    });
    found.sort((one, other) => other.score - one.score || one.place - other.place);
    return { wanted: wanted.map(({ word }) => word), found, marks };
  };

  const marked = (text, marks) =>
    tokens(text).filter(({ term }) => marks.has(term)).map(({ term, start, end }) => ({ start, end, value: marks.get(term) }));

  /* What a text says around the first word that is marked. */
  const excerpt = (text, marks) => {
    const first = marked(text, marks)[0]?.start ?? 0;
    const start = first > AROUND / 4 ? text.lastIndexOf(" ", first - AROUND / 4) + 1 : 0;
    const end = text.indexOf(" ", start + AROUND);
    return `${start ? "… " : ""}${end < 0 ? text.slice(start) : `${text.slice(start, end)} …`}`;
  };

  const forMaterial = (query) => {
    const { wanted, found, marks } = search(query);
    const shown = ({ place, score, words }) => {
      const { location, title, text } = entries[place];
      const [markedTitle, markedText] = [title, excerpt(text, marks)].map((each) =>
        marked(each, marks).reverse().reduce((done, { start, end }) =>
          `${done.slice(0, start)}<mark data-md-highlight>${done.slice(start, end)}</mark>${done.slice(end)}`, each));
      const terms = Object.fromEntries(wanted.map((word) => [word, words.includes(word)]));
      return { location, title: markedTitle, text: markedText, score, terms };
    };
    const pages = new Map();
    for (const each of found) {
      const [page, anchor] = entries[each.place].location.split("#");
      if (!pages.has(page)) {
        const place = entries.findIndex(({ location }) => location === page);
        pages.set(page, [place < 0 ? each : found.find((other) => other.place === place) ?? { place, score: 0, words: [] }]);
      }
      if (anchor !== undefined) pages.get(page).push(each);
    }
    const items = [...pages.values()].map((each) => each.map(shown));
    if (items.length || !wanted.length) return { items };
    return { items: [[{ ...nothing, location: nothing.location.split("#")[0], score: 0, terms: {} }]] };
  };

  const forZensical = ({ input, page: { from = 0, size = 10 } = {} }) => {
    const { wanted, found, marks } = search(typeof input === "string" ? input : "");
    const items = found.slice(from, from + size).map(({ place: id, score }) => ({
      id,
      matches: ["title", "text"].map((field) => ({
        field, score, value: { highlight: { ranges: marked(entries[id][field], marks) } },
      })),
    }));
    if (wanted.length && !found.length) items.push({ id: entries.length, matches: [] });
    const pagination = { total: found.length };
    if (from) pagination.prev = { from: from - size, size };
    if (from + size < found.length) pagination.next = { from: from + size, size };
    return { items, pagination };
  };

  const take = (all) => {
    entries = [...all];
    nothing = entries.pop();
    terms = weighed();
  };

  const load = async () => {
    try {
      const response = await fetch(new URL(apart, HOME));
      take(await response.json());
    } catch (error) {
      loading = undefined;
      throw error;
    }
  };

  self.onmessage = async ({ data: { type, data } }) => {
    if (type === 0) {
      plurals = data.config.lang.flatMap((language) => PLURALS[language] ?? []);
      idle = new Set(data.config.idle.map(fold));
      ({ apart } = data.config);
      if (!apart) take(data.docs ?? data.items);
      self.postMessage({ type: 1 });
    } else if (type === 2) {
      const mine = (asked += 1);
      if (apart && data) await (loading ??= load());
      if (mine !== asked) return;
      self.postMessage({ type: 3, data: typeof data === "string" ? forMaterial(data) : forZensical(data) });
    }
  };
})();
