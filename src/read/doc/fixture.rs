//! Word 97 files for tests, built in code.

/// A compound file with these streams; short ones go into small sectors, the allocation table comes last.
pub(crate) fn compound(streams: &[(&str, Vec<u8>)]) -> Vec<u8> {
    const END: u32 = 0xFFFF_FFFE;
    const SECTOR: usize = 512;
    let mut sectors: Vec<u8> = Vec::new();
    let mut chain: Vec<u32> = Vec::new();
    let mut add = |bytes: &[u8]| -> u32 {
        let first = chain.len() as u32;
        for sector in bytes.chunks(SECTOR) {
            sectors.extend(sector);
            sectors.resize(sectors.len().next_multiple_of(SECTOR), 0);
            chain.push(chain.len() as u32 + 1);
        }
        if let Some(last) = chain.last_mut() {
            *last = END;
        }
        if bytes.is_empty() { END } else { first }
    };
    let mut small: Vec<u8> = Vec::new();
    let mut small_chain: Vec<u32> = Vec::new();
    let mut places = Vec::new();
    for (_, bytes) in streams {
        if bytes.len() >= 4096 {
            places.push(add(bytes));
            continue;
        }
        places.push(small_chain.len() as u32);
        for sector in bytes.chunks(64) {
            small.extend(sector);
            small.resize(small.len().next_multiple_of(64), 0);
            small_chain.push(small_chain.len() as u32 + 1);
        }
        if let Some(last) = small_chain.last_mut() {
            *last = END;
        }
    }
    let container = add(&small);
    let small_table: Vec<u8> = small_chain
        .iter()
        .flat_map(|next| next.to_le_bytes())
        .collect();
    let small_at = add(&small_table);
    let none = u32::MAX;
    let last = streams.len() as u32;
    let mut directory = entry("Root Entry", 5, container, small.len(), (none, 1));
    for (index, ((name, bytes), place)) in streams.iter().zip(&places).enumerate() {
        let next = index as u32 + 2;
        let right = if next > last { none } else { next };
        directory.extend(entry(name, 2, *place, bytes.len(), (right, none)));
    }
    let directory_at = add(&directory);
    let count = chain.len();
    let tables = (count + count / 127 + 1).div_ceil(128);
    chain.resize(count + tables, 0xFFFF_FFFD);
    chain.resize(chain.len().next_multiple_of(128), none);
    sectors.extend(chain.iter().flat_map(|next| next.to_le_bytes()));

    let mut file = super::MAGIC.to_vec();
    file.resize(512, 0);
    let mut put = |at: usize, value: u32| file[at..at + 4].copy_from_slice(&value.to_le_bytes());
    put(24, 0x0003_003E);
    put(28, 0x0009_FFFE);
    put(32, 6);
    put(44, tables as u32);
    put(48, directory_at);
    put(56, 4096);
    put(60, small_at);
    put(64, 1);
    put(68, END);
    for index in 0..109 {
        let sector = (count + index) as u32;
        put(76 + index * 4, if index < tables { sector } else { none });
    }
    file.extend(sectors);
    file
}

fn entry(name: &str, kind: u8, start: u32, size: usize, (right, child): (u32, u32)) -> Vec<u8> {
    let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = entry.len() as u16 + 2;
    entry.resize(64, 0);
    entry.extend(length.to_le_bytes());
    entry.extend([kind, 1]);
    for link in [u32::MAX, right, child] {
        entry.extend(link.to_le_bytes());
    }
    entry.resize(116, 0);
    entry.extend(start.to_le_bytes());
    entry.extend((size as u64).to_le_bytes());
    entry
}

/// A change of one property (sprm) with its operand.
pub(super) fn sprm(code: u16, operand: &[u8]) -> Vec<u8> {
    [&code.to_le_bytes(), operand].concat()
}

/// A paragraph: its runs with their properties, its mark, style and properties.
#[derive(Debug, Clone, Default)]
pub(super) struct P {
    runs: Vec<(String, Vec<u8>)>,
    mark: char,
    mark_list: Vec<u8>,
    style: u16,
    list: Vec<u8>,
}

/// A paragraph of one run.
pub(super) fn p(text: &str) -> P {
    P {
        mark: '\r',
        ..P::default()
    }
    .run(text, &[])
}

impl P {
    pub fn run(mut self, text: &str, list: &[u8]) -> Self {
        if !text.is_empty() {
            self.runs.push((text.into(), list.to_vec()));
        }
        self
    }

    pub fn mark(mut self, mark: char, list: &[u8]) -> Self {
        (self.mark, self.mark_list) = (mark, list.to_vec());
        self
    }

    pub fn style(mut self, style: u16) -> Self {
        self.style = style;
        self
    }

    pub fn with(mut self, code: u16, operand: &[u8]) -> Self {
        self.list.extend(sprm(code, operand));
        self
    }

    /// In a list (counted from one) at a level (from zero).
    pub fn list(self, number: u16, level: u8) -> Self {
        self.with(0x260A, &[level])
            .with(0x460B, &number.to_le_bytes())
    }

    /// The length in UTF-16 units, with the mark.
    pub fn len(&self) -> usize {
        let runs = self
            .runs
            .iter()
            .map(|(text, _)| text.encode_utf16().count());
        runs.sum::<usize>() + 1
    }
}

/// A row of cells, one paragraph each, with its edges.
pub(super) fn row(cells: &[&str], edges: &[i16]) -> Vec<P> {
    let cell = |text: &&str| p(text).mark('\u{7}', &[]).with(0x2416, &[1]);
    let mut row: Vec<P> = cells.iter().map(cell).collect();
    let mut definition = vec![edges.len().saturating_sub(1) as u8];
    definition.extend(edges.iter().flat_map(|edge| edge.to_le_bytes()));
    let length = definition.len() as u16 + 1;
    let definition = [&length.to_le_bytes(), &definition[..]].concat();
    row.push(
        p("")
            .mark('\u{7}', &[])
            .with(0x2416, &[1])
            .with(0x2417, &[1])
            .with(0xD608, &definition),
    );
    row
}

/// A table of positions with entries.
pub(super) fn plc(positions: &[usize], entries: &[Vec<u8>]) -> Vec<u8> {
    let positions = positions.iter().map(|position| *position as u32);
    let mut plc: Vec<u8> = positions.flat_map(u32::to_le_bytes).collect();
    plc.extend(entries.concat());
    plc
}

/// A level of a list: number format, text with digits for the places of numbers, and what else its head says.
pub(super) fn level(format: u8, text: &str, change: impl FnOnce(&mut [u8])) -> Vec<u8> {
    let mut level = vec![0; 28];
    level[0] = 1;
    level[4] = format;
    change(&mut level);
    let units: Vec<u16> = text
        .chars()
        .map(|character| match character {
            '\u{E000}'..='\u{E008}' => character as u16 - 0xE000,
            _ => character as u16,
        })
        .collect();
    level.extend((units.len() as u16).to_le_bytes());
    level.extend(units.into_iter().flat_map(u16::to_le_bytes));
    level
}

/// A style: built-in number, what it is based on, name, paragraph and character properties.
pub(super) fn style(built_in: u16, base: u16, name: &str, para: &[u8], chars: &[u8]) -> Vec<u8> {
    let words = [built_in, 1 | base << 4, 2, 0, 0];
    let mut style: Vec<u8> = words.into_iter().flat_map(u16::to_le_bytes).collect();
    style.extend((name.encode_utf16().count() as u16).to_le_bytes());
    style.extend(name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes));
    for list in [[&[0, 0], para].concat(), chars.to_vec()] {
        style.resize(style.len().next_multiple_of(2), 0);
        style.extend((list.len() as u16).to_le_bytes());
        style.extend(list);
    }
    style
}

/// A file in the making.
#[derive(Debug, Clone, Default)]
pub(super) struct Builder {
    body: Vec<P>,
    /// Footnotes, headers, macros, comments, endnotes, text boxes.
    stories: [Vec<P>; 6],
    styles: Vec<Vec<u8>>,
    fonts: Vec<String>,
    /// Lists: whether simple, and levels; then uses: list and changes.
    lists: Vec<Vec<Vec<u8>>>,
    uses: Vec<(u32, Vec<u8>, u8)>,
    parts: Vec<(usize, Vec<u8>)>,
    pub flags: u16,
    /// Which streams come besides.
    pub streams: Vec<(&'static str, Vec<u8>)>,
}

pub(super) const FOOTNOTES: usize = 0;
pub(super) const HEADERS: usize = 1;
pub(super) const COMMENTS: usize = 3;
pub(super) const ENDNOTES: usize = 4;
pub(super) const BOXES: usize = 5;

impl Builder {
    /// A file with this body, a default style and the fonts 宋体 and 黑体.
    pub fn body(body: impl IntoIterator<Item = P>) -> Self {
        Self {
            body: body.into_iter().collect(),
            fonts: vec!["宋体".into(), "黑体".into(), "Wingdings".into()],
            styles: vec![style(0, 0xFFF, "Normal", &[], &[])],
            ..Self::default()
        }
    }

    pub fn story(mut self, story: usize, paragraphs: &[P]) -> Self {
        self.stories[story].extend_from_slice(paragraphs);
        self
    }

    /// Adds a style; the first one gets number 1.
    pub fn style(mut self, style: Vec<u8>) -> Self {
        self.styles.push(style);
        self
    }

    pub fn without_styles(mut self) -> Self {
        self.styles.clear();
        self
    }

    /// Adds a list with these levels and a use of it.
    pub fn list(mut self, levels: &[Vec<u8>]) -> Self {
        self.lists.push(levels.to_vec());
        let list = self.lists.len() as u32;
        self.list_use(list, &[], 0)
    }

    /// Adds a use of a list, with changes to its levels.
    pub fn list_use(mut self, list: u32, changes: &[u8], count: u8) -> Self {
        self.uses.push((list, changes.to_vec(), count));
        self
    }

    /// Puts a table into the table stream, under the number of its pair.
    pub fn part(mut self, pair: usize, bytes: Vec<u8>) -> Self {
        self.parts.push((pair, bytes));
        self
    }

    pub fn stream(mut self, name: &'static str, bytes: Vec<u8>) -> Self {
        self.streams.push((name, bytes));
        self
    }

    /// The whole file.
    pub fn build(self) -> Vec<u8> {
        let (main, table) = self.streams();
        let mut streams = vec![("WordDocument", main), ("1Table", table)];
        streams.extend(self.streams);
        compound(&streams)
    }

    /// The main stream and the table stream.
    pub fn streams(&self) -> (Vec<u8>, Vec<u8>) {
        const TEXT: usize = 0x400;
        let mut text: Vec<u8> = Vec::new();
        let mut runs: Vec<(usize, Vec<u8>)> = Vec::new();
        let mut paragraphs: Vec<(usize, Vec<u8>)> = Vec::new();
        for paragraph in self.body.iter().chain(self.stories.iter().flatten()) {
            let list = [&paragraph.style.to_le_bytes()[..], &paragraph.list].concat();
            paragraphs.push((TEXT + text.len(), list));
            let mark = (paragraph.mark.to_string(), paragraph.mark_list.clone());
            for (words, list) in paragraph.runs.iter().chain([&mark]) {
                runs.push((TEXT + text.len(), list.clone()));
                text.extend(words.encode_utf16().flat_map(u16::to_le_bytes));
            }
        }
        let end = TEXT + text.len();
        let mut main = vec![0; TEXT];
        main.extend(text);
        let characters = pages(&mut main, &runs, end, false);
        let paragraphs = pages(&mut main, &paragraphs, end, true);

        let mut clx = vec![2];
        let piece = [&[0, 0][..], &(TEXT as u32).to_le_bytes(), &[0, 0]].concat();
        let pieces = plc(&[0, (end - TEXT) / 2], &[piece]);
        clx.extend((pieces.len() as u32).to_le_bytes());
        clx.extend(pieces);
        let mut parts = vec![(33, clx), (12, characters), (13, paragraphs)];
        if !self.styles.is_empty() {
            parts.push((1, self.sheet()));
        }
        parts.push((15, self.font_table()));
        parts.extend(self.parts.iter().cloned());

        let mut put = |at: usize, bytes: &[u8]| main[at..at + bytes.len()].copy_from_slice(bytes);
        put(0, &[0xEC, 0xA5, 0xC1, 0]);
        put(10, &(0x1200 | self.flags).to_le_bytes());
        put(24, &(TEXT as u32).to_le_bytes());
        put(28, &(end as u32).to_le_bytes());
        put(0x20, &14_u16.to_le_bytes());
        put(0x3E, &22_u16.to_le_bytes());
        put(0x98, &93_u16.to_le_bytes());
        for (index, story) in [&self.body].into_iter().chain(&self.stories).enumerate() {
            let length: usize = story.iter().map(P::len).sum();
            put(0x4C + index * 4, &(length as u32).to_le_bytes());
        }
        let mut table = Vec::new();
        for (pair, bytes) in parts {
            put(0x9A + pair * 8, &(table.len() as u32).to_le_bytes());
            put(0x9E + pair * 8, &(bytes.len() as u32).to_le_bytes());
            table.extend(bytes);
        }
        if !self.lists.is_empty() {
            let (lists, levels, uses) = self.list_tables();
            for (pair, at, length) in [
                (73, table.len(), lists.len()),
                (74, table.len() + lists.len() + levels.len(), uses.len()),
            ] {
                put(0x9A + pair * 8, &(at as u32).to_le_bytes());
                put(0x9E + pair * 8, &(length as u32).to_le_bytes());
            }
            table.extend([lists, levels, uses].concat());
        }
        (main, table)
    }

    fn sheet(&self) -> Vec<u8> {
        let mut sheet = 18_u16.to_le_bytes().to_vec();
        for word in [self.styles.len() as u16, 10, 0, 91, 15, 0, 0, 0, 0] {
            sheet.extend(word.to_le_bytes());
        }
        for style in &self.styles {
            sheet.extend((style.len() as u16).to_le_bytes());
            sheet.extend(style);
            sheet.resize(sheet.len().next_multiple_of(2), 0);
        }
        sheet
    }

    fn font_table(&self) -> Vec<u8> {
        let mut table = (self.fonts.len() as u32).to_le_bytes().to_vec();
        for name in &self.fonts {
            let units: Vec<u8> = name
                .encode_utf16()
                .chain([0])
                .flat_map(u16::to_le_bytes)
                .collect();
            table.push(39 + units.len() as u8);
            table.extend([0; 39]);
            table.extend(units);
        }
        table
    }

    fn list_tables(&self) -> (Vec<u8>, Vec<u8>, Vec<u8>) {
        let mut lists = (self.lists.len() as u16).to_le_bytes().to_vec();
        let mut levels = Vec::new();
        for (index, own) in self.lists.iter().enumerate() {
            let mut head = (index as u32 + 1).to_le_bytes().to_vec();
            head.extend([0; 4]);
            head.extend([0xFF, 0x0F].repeat(9));
            head.extend([u8::from(own.len() == 1), 0]);
            lists.extend(head);
            let empty = level(255, "", |_| {});
            let count = if own.len() == 1 { 1 } else { 9 };
            levels.extend((0..count).flat_map(|at| own.get(at).unwrap_or(&empty).clone()));
        }
        let mut uses = (self.uses.len() as u32).to_le_bytes().to_vec();
        for (list, _, count) in &self.uses {
            uses.extend(list.to_le_bytes());
            uses.extend([0; 8]);
            uses.extend([*count, 0, 0, 0]);
        }
        for (_, changes, _) in &self.uses {
            uses.extend([0xFF; 4]);
            uses.extend(changes);
        }
        (lists, levels, uses)
    }
}

/// Writes one page for each stretch; gives the table of them.
fn pages(main: &mut Vec<u8>, lists: &[(usize, Vec<u8>)], end: usize, paragraphs: bool) -> Vec<u8> {
    let mut positions = Vec::new();
    let mut numbers = Vec::new();
    for (index, (from, list)) in lists.iter().enumerate() {
        let to = lists.get(index + 1).map_or(end, |(next, _)| *next);
        main.resize(main.len().next_multiple_of(512), 0);
        let mut page = vec![0; 512];
        page[..4].copy_from_slice(&(*from as u32).to_le_bytes());
        page[4..8].copy_from_slice(&(to as u32).to_le_bytes());
        if !list.is_empty() {
            page[8] = 32;
            let head = if paragraphs {
                vec![0, list.len().div_ceil(2) as u8]
            } else {
                vec![list.len() as u8]
            };
            let list = [&head[..], list].concat();
            page[64..64 + list.len()].copy_from_slice(&list);
        }
        page[511] = 1;
        positions.push(*from);
        numbers.push(((main.len() / 512) as u32).to_le_bytes().to_vec());
        main.extend(page);
    }
    positions.push(end);
    plc(&positions, &numbers)
}
