/*
 * Stands before Material's search worker. Words of the index and of the query lose their accents and their
 * plural alike, and a query its idle words; what is shown and marked stays as it was written. Where nothing is
 * found, "Ask" is offered.
 */
(() => {
  const accents = /[\u0300-\u036f]/g;
  const plurals = {
    fr: [[/eaux$/, "eau"], [/aux$/, "al"], [/([eo]u)x$/, "$1"], [/(..)s$/, "$1"]],
    en: [[/ies$/, "y"], [/sses$/, "ss"], [/([^s])s$/, "$1"]],
  };
  let rules = [];
  let idle = new Set();
  let ask;
  let asked = "";

  const unaccented = (word) =>
    word.normalize("NFD").replace(accents, "").replace(/œ/g, "oe").replace(/æ/g, "ae");

  const fold = (word) => {
    const plain = unaccented(word.toLowerCase());
    const rule = plain.length > 3 && rules.find(([ending]) => ending.test(plain));
    return rule ? plain.replace(...rule) : plain;
  };

  const foldIndex = () => {
    const add = lunr.Builder.prototype.add;
    const folding = (token) => token.update(fold);
    lunr.Pipeline.registerFunction(folding, "folding");
    lunr.Builder.prototype.add = function (...entry) {
      if (!this.folds) {
        this.pipeline.add(folding);
        this.folds = true;
      }
      return add.apply(this, entry);
    };
  };

  const word = /[\p{L}\p{M}\p{N}]+/gu;

  const foldQuery = (query) => {
    const folded = query.replace(/([\p{L}\p{N}])[-'’](?=[\p{L}\p{N}])/gu, "$1 ").replace(word, fold);
    const telling = folded.replace(word, (each) => (idle.has(each) ? "" : each));
    return telling.match(word) ? telling : folded;
  };

  addEventListener("message", ({ data: message }) => {
    if (message.type === 0) {
      const { config, docs } = message.data;
      rules = config.lang.flatMap((language) => plurals[language] ?? []);
      idle = new Set(self.words.idle.map(fold));
      ask = docs.find(({ location }) => location === "ask/");
      config.lang = ["en"];
      config.pipeline = [];
      foldIndex();
    } else if (message.type === 2) {
      asked = message.data.trim();
      message.data = foldQuery(asked);
    }
  });

  const post = self.postMessage.bind(self);
  self.postMessage = (message) => {
    if (message.type === 3) {
      const { items } = message.data;
      for (const item of items.flat()) delete item.tags;
      if (!items.length && asked && ask) items.push([{ ...ask, text: self.words.nothing, score: 0, terms: {} }]);
    }
    post(message);
  };
})();
