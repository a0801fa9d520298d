// Assembles the site that the binary carries: one style sheet, the browser's bundle and the files
// of public/, under names that change with their content, each also compressed with brotli and gzip.
//
//   node server/site.mjs BUNDLE OUT LIGHTNINGCSS
//
// BUNDLE is the folder that wasm-bindgen and wasm-opt wrote, LIGHTNINGCSS the folder of that npm
// package. OUT/manifest.txt then has a line per file for build.rs: the name that the code knows, the
// name it is served under, its content type.

import { createHash } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { promisify } from "node:util";
import zlib from "node:zlib";

const [bundleFolder, out, lightningcssFolder] = process.argv.slice(2);
const { bundle, browserslistToTargets } = createRequire(import.meta.url)(path.resolve(lightningcssFolder));

const types = {
  ".css": "text/css; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

// The first releases with light-dark(), nesting and OKLCH, so that none of them is rewritten.
const browsers = ["chrome 123", "firefox 120", "ios_saf 17.5", "safari 17.5"];

fs.rmSync(out, { recursive: true, force: true });
fs.mkdirSync(out, { recursive: true });

const manifest = [];
const served = new Map();
const compressions = [];

for (const file of fs.readdirSync("public", { recursive: true, withFileTypes: true })) {
  if (file.isFile()) {
    const from = path.join(file.parentPath ?? file.path, file.name);
    add(path.relative("public", from), fs.readFileSync(from));
  }
}
add("mutual.js", fs.readFileSync(path.join(bundleFolder, "mutual.js")));
add("mutual.wasm", fs.readFileSync(path.join(bundleFolder, "mutual.wasm")));
add("main.css", styleSheet());
// For pages of other sites; it has a fixed address beside this one.
add("embed.js", fs.readFileSync("server/src/web/embed/element.js"));

await Promise.all(compressions);
fs.writeFileSync(path.join(out, "manifest.txt"), manifest.sort().join(""));

// Bundles style/main.css and points its `url(/…)` at the files of public/ under their new names.
function styleSheet() {
  const { code, warnings } = bundle({
    filename: "style/main.css",
    minify: true,
    targets: browserslistToTargets(browsers),
    visitor: {
      Url(url) {
        const name = served.get(url.url);
        if (!name) throw new Error(`style/main.css: public/ has no file for url("${url.url}")`);
        return { ...url, url: name };
      },
    },
  });
  for (const { message, loc } of warnings) {
    throw new Error(`${loc?.filename ?? "style/main.css"}:${loc?.line ?? "?"}: ${message}`);
  }
  return code;
}


function add(name, content) {
  const type = types[path.extname(name)];
  if (!type) throw new Error(`public/${name}: no content type is known for this kind of file`);
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 12);
  const { dir, name: stem, ext } = path.parse(name);
  const hashed = path.posix.join(dir, `${stem}.${hash}${ext}`);
  const file = path.join(out, hashed);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, content);
  served.set(`/${name}`, `/assets/${hashed}`);
  manifest.push(`${name}\t${hashed}\t${type}\n`);
  compressions.push(compress(file, content));
}

// Keeps a compressed form only where it saves a twentieth: fonts and images are compressed already.
async function compress(file, content) {
  const brotli = promisify(zlib.brotliCompress)(content, {
    params: {
      [zlib.constants.BROTLI_PARAM_QUALITY]: zlib.constants.BROTLI_MAX_QUALITY,
      [zlib.constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });
  const gzip = promisify(zlib.gzip)(content, { level: 9 });
  if (path.basename(file).startsWith("embed.") && (await brotli).length > 10_000) {
    throw new Error(`${file} is for other sites' pages: at most 10,000 bytes compressed`);
  }
  for (const [ending, form] of [[".br", await brotli], [".gz", await gzip]]) {
    if (form.length < content.length * 0.95) fs.writeFileSync(file + ending, form);
  }
}
