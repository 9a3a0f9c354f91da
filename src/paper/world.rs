//! The only window of Typst on the world: the files of one project, given fonts, no date, no disk, no network.
//!
//! It deliberately holds nothing but what it is given.

use std::collections::HashMap;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

use super::fonts::Fonts;
use super::typeset::Project;

/// What every document shares: the standard library and the fonts.
pub struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    faces: Vec<Font>,
}

impl Shared {
    /// Sets up Typst with these fonts. Row headers need the feature `a11y-extras`.
    pub fn new(fonts: &Fonts) -> Self {
        let features = [Feature::A11yExtras].into_iter().collect();
        Self {
            library: LazyHash::new(Library::builder().with_features(features).build()),
            book: LazyHash::new(fonts.book.clone()),
            faces: fonts.faces.clone(),
        }
    }
}

/// A project in memory. The maps are only looked up in, never walked, so their order cannot matter.
pub struct MemoryWorld<'a> {
    shared: &'a Shared,
    main: FileId,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
}

/// The id of a path. Paths are always the same few, because Typst keeps every path for the life of the process.
pub fn id(path: &str) -> Option<FileId> {
    VirtualPath::new(path).ok().map(|path| RootedPath::new(VirtualRoot::Project, path).intern())
}

impl<'a> MemoryWorld<'a> {
    /// A world of one project; `None` for a project without files.
    pub fn new(shared: &'a Shared, project: &Project) -> Option<Self> {
        let main = id(&project.files.first()?.path)?;
        let (mut sources, mut files) = (HashMap::new(), HashMap::new());
        for file in &project.files {
            let Some(id) = id(&file.path) else { continue };
            match std::str::from_utf8(&file.bytes) {
                Ok(text) if file.path.ends_with(".typ") => {
                    sources.insert(id, Source::new(id, text.to_owned()));
                }
                _ => {
                    files.insert(id, Bytes::new(file.bytes.clone()));
                }
            }
        }
        Some(Self { shared, main, sources, files })
    }
}

impl World for MemoryWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.shared.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.shared.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(&id).cloned().ok_or_else(|| not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or_else(|| not_found(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shared.faces.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}
