//! Turns the assembled site into a table of embedded files.
//!
//! `make build` puts the site into `target/site` (see `site.mjs`). Where it is absent, as in a
//! plain `cargo check` or `cargo test`, the table is empty and pages do without styles and islands.

use std::{env, fmt::Write as _, fs, io, path::Path};

fn main() -> io::Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    let site = Path::new(&root).join("../target/site");
    // Cargo runs this again and again while a path that it watches is missing.
    fs::create_dir_all(&site)?;
    println!("cargo::rerun-if-changed={}", site.display());
    let site = site.canonicalize()?;
    let manifest = match fs::read_to_string(site.join("manifest.txt")) {
        Ok(manifest) => manifest,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error),
    };
    fs::write(Path::new(&out).join("site.rs"), table(&site, &manifest)?)
}

/// The table's source: an `Asset` per line of the manifest.
fn table(site: &Path, manifest: &str) -> io::Result<String> {
    let mut source = String::from("&[\n");
    for line in manifest.lines() {
        let [name, file, content_type] =
            line.split('\t')
                .collect::<Vec<_>>()
                .try_into()
                .map_err(|_| {
                    io::Error::other(format!("the site's manifest has a bad line: `{line}`"))
                })?;
        let path = site.join(file);
        let form = |ending: &str| {
            let path = format!("{}{ending}", path.display());
            if Path::new(&path).exists() {
                format!("Some(include_bytes!({path:?}))")
            } else {
                String::from("None")
            }
        };
        writeln!(
            source,
            "Asset {{ name: {name:?}, url: {url:?}, etag: {etag:?}, content_type: {content_type:?}, \
             plain: include_bytes!({path:?}), brotli: {brotli}, gzip: {gzip} }},",
            url = format!("/assets/{file}"),
            etag = format!("\"{file}\""),
            brotli = form(".br"),
            gzip = form(".gz"),
        )
        .map_err(io::Error::other)?;
    }
    source.push_str("]\n");
    Ok(source)
}
