// The query editor: Yasgui over this endpoint, completing from the ontology that comes with the page.
// Without scripts the form that stands in the page does the same work.
"use strict";
(() => {
  const place = document.getElementById("yasgui");
  const known = document.getElementById("vocabulary");
  if (!place || !known || typeof Yasgui === "undefined") return;
  const { prefixes, classes, properties, query } = JSON.parse(known.textContent);
  const endpoint = new URL("/sparql", window.location.href).href;
  const matching = (names, token) => {
    const typed = ((token && (token.autocompletionString || token.string)) || "").toLowerCase();
    return names.filter((name) => name.toLowerCase().includes(typed)).slice(0, 100);
  };
  const { Yasqe } = Yasgui;
  const declared = Object.entries(prefixes).map(([name, address]) => `${name}: <${address}>`);
  Yasqe.forkAutocompleter("prefixes", { name: "kompas-prefixes", persistenceId: null, get: () => Promise.resolve(declared) });
  Yasqe.forkAutocompleter("class", { name: "kompas-classes", persistenceId: null, bulk: false, get: (_, token) => Promise.resolve(matching(classes, token)) });
  Yasqe.forkAutocompleter("property", { name: "kompas-properties", persistenceId: null, bulk: false, get: (_, token) => Promise.resolve(matching(properties, token)) });
  Yasqe.defaults.autocompleters = ["variables", "kompas-prefixes", "kompas-classes", "kompas-properties"];
  Yasqe.defaults.value = query;
  const yasgui = new Yasgui(place, {
    requestConfig: { endpoint, method: "POST", headers: {}, args: [] },
    copyEndpointOnNewTab: false,
    endpointCatalogueOptions: { getData: () => [{ endpoint }] },
    yasr: { prefixes },
    persistenceId: null,
    autofocus: false,
  });
  // Of a problem document people need what is wrong, and where; the rest is for programs.
  const plain = () => {
    for (const shown of place.querySelectorAll(".errorResult pre")) {
      try {
        const { detail } = JSON.parse(shown.textContent);
        if (detail) shown.textContent = detail;
      } catch {
        // It is told already, or it is no problem document.
      }
    }
  };
  new MutationObserver(plain).observe(place, { childList: true, subtree: true });
  const tab = yasgui.getTab() || yasgui.addTab(true);
  tab.setQuery(query);
  tab.setEndpoint(endpoint);
  document.getElementById("form").hidden = true;
  place.hidden = false;
  const yasqe = tab.getYasqe();
  if (yasqe) yasqe.refresh();
  if (new URLSearchParams(window.location.search).has("run")) tab.query();
})();
