// Drives citeproc-js, which the user has installed: one request in, one answer out, both JSON.

function indexMacros(CSL) {
  // The library looks for each macro by walking the whole style; a style of 250 kB holds some hundred of them.
  const walk = CSL.XmlJSON.prototype.getNodesByName;
  const indexes = new Map();
  CSL.XmlJSON.prototype.getNodesByName = function (node, name, value, found) {
    if (name !== "macro" || !value || found || node !== this.dataObj) {
      return walk.call(this, node, name, value, found);
    }
    let index = indexes.get(node);
    if (!index) {
      index = new Map();
      for (const macro of walk.call(this, node, "macro")) {
        const known = index.get(macro.attrs.name) || [];
        index.set(macro.attrs.name, known.concat([macro]));
      }
      indexes.set(node, index);
    }
    return index.get(value) || [];
  };
}

function openEngine(CSL, request) {
  const items = new Map(request.items.map((item) => [item.id, { ...item, system_id: item.id }]));
  const system = {
    retrieveLocale: (code) => request.locales[code] || request.locales["en-US"],
    retrieveItem: (id) => items.get(String(id)),
    // Tells which item an entry is of: the list of ids has those too that print nothing.
    embedBibliographyEntry: (id) => "\u0000" + id + "\u0000",
  };
  const engine = new CSL.Engine(system, request.style);
  engine.setOutputFormat("html");
  engine.opt.development_extensions.wrap_url_and_doi = false;
  return engine;
}

function makeBibliography(engine, request) {
  engine.updateItems(request.items.map((item) => item.id));
  const made = engine.makeBibliography();
  if (!made) {
    return [];
  }
  return made[1]
    .filter((entry) => typeof entry === "string")
    .map((entry) => [entry.split("\u0000")[1], entry.replace(/\u0000[^\u0000]*\u0000/g, "")]);
}

function makeNotes(engine, request) {
  const citations = request.clusters.map((cluster, at) => ({
    citationID: "c" + at,
    citationItems: cluster.cites,
    properties: { noteIndex: cluster.note },
  }));
  const made = engine.rebuildProcessorState(citations, "html", []);
  const texts = new Map(made.map((row) => [row[0], row[2]]));
  return citations.map((citation) => texts.get(citation.citationID) || "");
}

function answer(CSL, text) {
  const request = JSON.parse(text);
  if (!CSL.macrosIndexed) {
    indexMacros(CSL);
    CSL.macrosIndexed = true;
  }
  const engine = openEngine(CSL, request);
  return JSON.stringify(request.clusters ? makeNotes(engine, request) : makeBibliography(engine, request));
}
