//! Puts the server's static files into the binary: `$OUT_DIR/assets.rs` is a table of every file in `style/` and
//! `public/`, of `live.js` (the modules in `script/`, joined) and of `target/site/pkg/` (the desk's WASM, when it was
//! built), each with a content hash in its path and compressed once, here. `src/web/assets.rs` includes the table and
//! defines its `Asset`.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "ssr")]
    if let Err(problem) = assets::generate() {
        println!("cargo::error={problem}");
    }
}

/// The browser's build serves nothing, so it neither runs nor compiles this.
#[cfg(feature = "ssr")]
mod assets {
    use std::collections::BTreeSet;
    use std::fmt::Write as _;
    use std::fs::{self, File};
    use std::io::Write as _;
    use std::path::{Path, PathBuf};
    use std::time::SystemTime;
    use std::{env, io};

    use flate2::{Compression, write::GzEncoder};
    use sha2::{Digest, Sha256};

    const SITE_PKG: &str = "target/site/pkg";

    /// The parts of `live.js`, in an order in which each needs at its start only what stands before it.
    const LIVE_PARTS: &[&str] = &[
        "page.mjs",
        "pace.mjs",
        "clock.mjs",
        "markup.mjs",
        "fresh.mjs",
        "times.mjs",
        "ears.mjs",
        "place.mjs",
        "pause.mjs",
        "show.mjs",
        "regions.mjs",
        "stream.mjs",
        "tabs.mjs",
        "main.mjs",
    ];

    /// Content types by extension. What is not text is compressed already and is embedded as it is.
    const CONTENT_TYPES: &[(&str, &str)] = &[
        ("css", "text/css; charset=utf-8"),
        ("csv", "text/csv; charset=utf-8"),
        ("html", "text/html; charset=utf-8"),
        ("ico", "image/x-icon"),
        ("js", "text/javascript; charset=utf-8"),
        ("json", "application/json"),
        ("png", "image/png"),
        ("svg", "image/svg+xml"),
        ("txt", "text/plain; charset=utf-8"),
        ("wasm", "application/wasm"),
        ("webmanifest", "application/manifest+json"),
        ("woff2", "font/woff2"),
    ];
    const COMPRESSED_ALREADY: &[&str] = &["ico", "png", "woff2"];

    type Result<T> = std::result::Result<T, String>;

    /// A file to embed; `path` is its URL.
    struct Source {
        name: String,
        path: String,
        file: PathBuf,
        bytes: Vec<u8>,
    }

    pub fn generate() -> Result<()> {
        let root = PathBuf::from(variable("CARGO_MANIFEST_DIR")?);
        let out = PathBuf::from(variable("OUT_DIR")?);
        watch(&root)?;

        let mut sources = hashed_each(&root.join("style"), |path| extension(path) == "css")?;
        sources.extend(hashed_each(&root.join("public"), |_| true)?);
        let live = join_live(&root.join("script"))?;
        fs::create_dir_all(out.join("joined")).map_err(|error| at(&out, &error))?;
        write(&out.join("joined/live.js"), live.as_bytes())?;
        sources.extend(hashed_each(&out.join("joined"), |_| true)?);
        let pkg_dir = hashed_together(&root.join(SITE_PKG), &mut sources)?;
        refuse_duplicates(&sources)?;
        if pkg_dir.is_none() && variable("PROFILE")? == "release" {
            println!(
                "cargo:warning=the desk's WASM is not built and will be missing: use `make build`"
            );
        }

        let mut table = format!(
            "/// Where the desk's WASM is, when it was built.\npub const PKG_DIR: Option<&str> = {pkg_dir:?};\n\n/// Every file.\npub static ASSETS: &[Asset] = &[\n"
        );
        let mut kept = BTreeSet::new();
        for source in &sources {
            let (gzip, brotli) = compressed(source, &out)?;
            write_entry(&mut table, source, &gzip, &brotli)?;
            kept.extend([gzip, brotli]);
        }
        table.push_str("];\n");
        remove_leftovers(&out, &kept)?;
        write(&out.join("assets.rs"), table.as_bytes())
    }

    /// Tells cargo what to watch. It reruns a build script for ever when a watched path is missing: right for
    /// our own folders, wrong for the WASM, which need not be there. So that folder is made, dated back because
    /// cargo would take one younger than this run for a change.
    fn watch(root: &Path) -> Result<()> {
        let pkg = root.join(SITE_PKG);
        if !pkg.exists() {
            fs::create_dir_all(&pkg).map_err(|error| at(&pkg, &error))?;
            File::open(&pkg)
                .and_then(|dir| dir.set_modified(SystemTime::UNIX_EPOCH))
                .map_err(|error| at(&pkg, &error))?;
        }
        for path in ["migrations", "style", "public", "script", SITE_PKG] {
            println!("cargo::rerun-if-changed={path}");
        }
        Ok(())
    }

    /// The modules of `script/` as one file, which a shopper gets in one request: without imports and exports, which
    /// one file does not need, and without comments, which are for us.
    fn join_live(dir: &Path) -> Result<String> {
        let mut unlisted = files_below(dir)?;
        let mut joined = String::new();
        for part in LIVE_PARTS {
            let file = dir.join(part);
            unlisted.retain(|other| *other != file);
            let text = fs::read_to_string(&file).map_err(|error| at(&file, &error))?;
            for line in text.lines().filter(|line| !is_left_out(line)) {
                let line = line.strip_prefix("export ").unwrap_or(line);
                let code = line.split_once("; // ").map(|(code, _)| format!("{code};"));
                joined.push_str(code.as_deref().unwrap_or(line));
                joined.push('\n');
            }
        }
        match unlisted.first() {
            Some(file) => Err(format!("{}: name it in LIVE_PARTS", file.display())),
            None => Ok(joined),
        }
    }

    /// Imports, comments that have their line to themselves, and empty lines.
    fn is_left_out(line: &str) -> bool {
        let code = line.trim_start();
        code.is_empty()
            || ["import ", "//", "/**"]
                .iter()
                .any(|start| code.starts_with(start))
    }

    /// Files that change alone: `public/widget.js` becomes `/assets/widget.1a2b3c4d5e.js`.
    fn hashed_each(dir: &Path, wanted: impl Fn(&Path) -> bool) -> Result<Vec<Source>> {
        let mut sources = Vec::new();
        for file in files_below(dir)?.into_iter().filter(|file| wanted(file)) {
            let name = relative_name(dir, &file)?;
            let bytes = read(&file)?;
            let stem = name
                .strip_suffix(&format!(".{}", extension(&file)))
                .unwrap_or(&name);
            let path = format!(
                "/assets/{stem}.{}.{}",
                short_hash([&bytes]),
                extension(&file)
            );
            sources.push(Source {
                name,
                path,
                file,
                bytes,
            });
        }
        Ok(sources)
    }

    /// Files that name one another keep their names in a folder with one hash: `/assets/pkg.1a2b3c4d5e/…`.
    fn hashed_together(dir: &Path, sources: &mut Vec<Source>) -> Result<Option<String>> {
        let files = files_below(dir)?;
        let is_there = |name: &str| files.iter().any(|file| *file == dir.join(name));
        if !(is_there("lineside.js") && is_there("lineside_bg.wasm")) {
            return Ok(None);
        }
        let contents: Vec<Vec<u8>> = files.iter().map(|file| read(file)).collect::<Result<_>>()?;
        let pkg_dir = format!("assets/pkg.{}", short_hash(&contents));
        for (file, bytes) in files.into_iter().zip(contents) {
            let name = relative_name(dir, &file)?;
            let path = format!("/{pkg_dir}/{name}");
            sources.push(Source {
                name,
                path,
                file,
                bytes,
            });
        }
        Ok(Some(pkg_dir))
    }

    fn refuse_duplicates(sources: &[Source]) -> Result<()> {
        let mut seen = BTreeSet::new();
        match sources.iter().find(|source| !seen.insert(&source.name)) {
            Some(twice) => Err(format!("two assets are named `{}`: rename one", twice.name)),
            None => Ok(()),
        }
    }

    fn write_entry(table: &mut String, source: &Source, gzip: &Path, brotli: &Path) -> Result<()> {
        let content_type = CONTENT_TYPES
            .iter()
            .find_map(|(known, content_type)| {
                (*known == extension(&source.file)).then_some(content_type)
            })
            .ok_or_else(|| {
                format!(
                    "{}: add its content type to build.rs",
                    source.file.display()
                )
            })?;
        let (identity, gzip, brotli) = (utf8(&source.file)?, utf8(gzip)?, utf8(brotli)?);
        writeln!(
            table,
            "    Asset {{
        name: {:?},
        path: {:?},
        content_type: {content_type:?},
        identity: include_bytes!({identity:?}),
        gzip: include_bytes!({gzip:?}),
        brotli: include_bytes!({brotli:?}),
    }},",
            source.name, source.path,
        )
        .map_err(|error| error.to_string())
    }

    /// The gzip and brotli forms, kept in `OUT_DIR` under the hash of what they were made from.
    fn compressed(source: &Source, out: &Path) -> Result<(PathBuf, PathBuf)> {
        if COMPRESSED_ALREADY.contains(&extension(&source.file)) {
            return Ok((source.file.clone(), source.file.clone()));
        }
        let key = hex(&Sha256::digest(&source.bytes));
        let (gzip, brotli) = (out.join(format!("{key}.gz")), out.join(format!("{key}.br")));
        make(&gzip, || {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
            encoder.write_all(&source.bytes)?;
            encoder.finish()
        })?;
        make(&brotli, || {
            let mut smaller = Vec::new();
            let params = brotli::enc::BrotliEncoderParams {
                quality: 11,
                lgwin: 22,
                ..Default::default()
            };
            brotli::BrotliCompress(&mut source.bytes.as_slice(), &mut smaller, &params)?;
            Ok(smaller)
        })?;
        Ok((gzip, brotli))
    }

    /// Makes a file unless it is there. Renamed into place: a build broken off must not leave half of one behind.
    fn make(path: &Path, content: impl FnOnce() -> io::Result<Vec<u8>>) -> Result<()> {
        if path.exists() {
            return Ok(());
        }
        let unfinished = path.with_extension("unfinished");
        write(&unfinished, &content().map_err(|error| at(path, &error))?)?;
        fs::rename(&unfinished, path).map_err(|error| at(path, &error))
    }

    fn remove_leftovers(out: &Path, kept: &BTreeSet<PathBuf>) -> Result<()> {
        for file in files_below(out)? {
            if ["gz", "br"].contains(&extension(&file)) && !kept.contains(&file) {
                fs::remove_file(&file).map_err(|error| at(&file, &error))?;
            }
        }
        Ok(())
    }

    /// All files of a folder and its subfolders, sorted; none if it is missing. Hidden files are left out.
    fn files_below(dir: &Path) -> Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        if !dir.exists() {
            return Ok(files);
        }
        for entry in fs::read_dir(dir).map_err(|error| at(dir, &error))? {
            let path = entry.map_err(|error| at(dir, &error))?.path();
            if path.is_dir() {
                files.extend(files_below(&path)?);
            } else if !is_hidden(&path) {
                files.push(path);
            }
        }
        files.sort();
        Ok(files)
    }

    fn is_hidden(path: &Path) -> bool {
        path.file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'))
    }

    fn relative_name(dir: &Path, file: &Path) -> Result<String> {
        let name = file.strip_prefix(dir).map_err(|error| error.to_string())?;
        Ok(utf8(name)?.replace('\\', "/"))
    }

    fn utf8(path: &Path) -> Result<&str> {
        path.to_str()
            .ok_or_else(|| format!("{}: not a UTF-8 path", path.display()))
    }

    fn extension(path: &Path) -> &str {
        path.extension()
            .and_then(|extension| extension.to_str())
            .unwrap_or_default()
    }

    /// Ten hexadecimal digits. Each part's length goes in too, so that bytes cannot move between files unseen.
    fn short_hash(parts: impl IntoIterator<Item = impl AsRef<[u8]>>) -> String {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.as_ref().len() as u64).to_be_bytes());
            hash.update(part);
        }
        hex(&hash.finalize())[..10].to_owned()
    }

    fn hex(bytes: &[u8]) -> String {
        bytes
            .iter()
            .fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "cargo speaks to build scripts in variables"
    )]
    fn variable(name: &str) -> Result<String> {
        env::var(name).map_err(|error| format!("{name}: {error}"))
    }

    fn read(path: &Path) -> Result<Vec<u8>> {
        fs::read(path).map_err(|error| at(path, &error))
    }

    fn write(path: &Path, bytes: &[u8]) -> Result<()> {
        fs::write(path, bytes).map_err(|error| at(path, &error))
    }

    fn at(path: &Path, error: &io::Error) -> String {
        format!("{}: {error}", path.display())
    }
}
