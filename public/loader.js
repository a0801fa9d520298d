// Wakes the islands of a page. A page without any fetches nothing beyond this file.

const names = document.getElementById("islands")?.dataset;

if (names && document.querySelector("leptos-island")) {
  start(names).catch((error) => {
    // The page works without its islands, so this is for the developer alone.
    console.error("The islands of this page could not be woken.", error);
  });
}

async function start({ module, wasm }) {
  const bundle = await import(module);
  await bundle.default({ module_or_path: wasm });
  bundle.hydrate();
  await wake(document.body, bundle);
  document.documentElement.dataset.islands = "awake";
}

// Walks the page in document order, since an outer island prepares what its inner ones need:
// on waking, it leaves in each of its `leptos-children` a callback that restores its context.
async function wake(parent, bundle, enterContext) {
  for (const child of parent.children) {
    let enter = enterContext;
    if (child.localName === "leptos-island") {
      enterContext?.();
      await bundle[child.dataset.component](child);
    } else if (child.localName === "leptos-children") {
      enter = child.$$on_hydrate;
    }
    await wake(child, bundle, enter);
  }
}
