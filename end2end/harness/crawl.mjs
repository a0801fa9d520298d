// Finds every page that links lead to, so that a new page is checked from its first day.

// Paths that differ only in an id, a number or a key are one kind of page; two of a kind are enough.
const PER_KIND = 2;

// Gives the addresses of the pages reachable by links from the one that is open.
// Links that end the visit, and files rather than pages, are left alone.
export async function reachablePages(page) {
  const start = new URL(page.url());
  const queue = [start.href];
  const known = new Set(queue.map(withoutFragment));
  const kinds = new Map();
  const pages = [];
  while (queue.length > 0) {
    const address = queue.shift();
    const response = await page.goto(address);
    if (!response?.headers()["content-type"]?.startsWith("text/html")) continue;
    pages.push(page.url());
    const links = await page.locator("a[href]:not([download])").evaluateAll((all) => all.map((a) => a.href));
    for (const link of links) {
      const url = new URL(link);
      const kind = kindOf(url.pathname);
      if (url.origin !== start.origin || known.has(withoutFragment(link))) continue;
      known.add(withoutFragment(link));
      if ((kinds.get(kind) ?? 0) >= PER_KIND) continue;
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      queue.push(withoutFragment(link));
    }
  }
  return [...new Set(pages)];
}

// The path with what names one of many left out. Pages of the studio that are one of a kind keep theirs.
function kindOf(path) {
  return path
    .replace(/\/[^/]*\d[^/]*/g, "/#")
    .replace(/^\/(x|studio)\/(?!(?:new|numbers|registry|models|red-lines|violations)(?:\/|$))[^/]+/, "/$1/#")
    .replace(/^(\/studio\/registry\/(?:purpose|data))\/.+/, "$1/#")
    .replace(/^(\/studio\/(?:models|red-lines))\/(?!new$)[^/]+/, "$1/#");
}

function withoutFragment(address) {
  return address.split("#")[0];
}
