/*
 * Stands before Material's search worker. Words of the index and of the query lose their accents and their
 * plural alike; what is shown and marked stays as it was written.
 */
(() => {
  const accents = /[\u0300-\u036f]/g;
  const plurals = {
    fr: [[/eaux$/, "eau"], [/aux$/, "al"], [/(..)[sx]$/, "$1"]],
    en: [[/ies$/, "y"], [/sses$/, "ss"], [/([^s])s$/, "$1"]],
  };
  let rules = [];

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

  addEventListener("message", ({ data: message }) => {
    if (message.type === 0) {
      const { config } = message.data;
      rules = config.lang.flatMap((language) => plurals[language] ?? []);
      config.lang = ["en"];
      config.pipeline = [];
      foldIndex();
    } else if (message.type === 2) {
      message.data = message.data.replace(/[\p{L}\p{M}\p{N}]+/gu, fold);
    }
  });
})();
