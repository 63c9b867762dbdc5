//! Workbooks of Excel 2007 and later (`.xlsx`, `.xlsm`), cell by cell.
//!
//! calamine reserves memory by what a workbook claims and inflates without a limit, so the package is looked through
//! first; sheets are read as a stream of cells and never as a rectangle, which is what a huge declared one costs.

use std::io::{BufReader, Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use quick_xml::events::Event;
use zip::ZipArchive;
use zip::result::ZipError;

use super::error::RosterError;
use super::moment::of_serial;
use super::table::{Full, MAX_MERGED, MAX_SHEETS, Merged, Sheets, Table, Value, cut};
use crate::read::package::Package;

/// Bytes that the parts of a workbook may have together when inflated.
const MAX_INFLATED: u64 = 256 << 20;
/// Bytes of the part of shared strings: each costs more memory than the few bytes it takes there.
const MAX_STRINGS: u64 = 64 << 20;

/// Reads the visible sheets of a workbook, in order; chart sheets are left out.
pub(super) fn read(bytes: &[u8], sheets: &mut Sheets) -> Result<(), RosterError> {
    look_through(bytes)?;
    // The library indexes into what it reads; a broken file must cost that file only.
    catch_unwind(AssertUnwindSafe(|| all(bytes, sheets)))
        .unwrap_or_else(|_| Err(damaged("表格内容不完整")))
}

fn damaged(reason: &str) -> RosterError {
    RosterError::Damaged {
        reason: reason.to_owned(),
    }
}

/// Refuses a package that would take more memory than its size allows.
fn look_through(bytes: &[u8]) -> Result<(), RosterError> {
    // How many entries it claims is checked there.
    Package::open(bytes)?;
    let cut_off = || damaged("压缩包不完整，可能没有下载或复制完");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| cut_off())?;
    let mut room = MAX_INFLATED;
    for place in 0..archive.len() {
        let entry = archive.by_index(place).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => RosterError::Encrypted,
            _ => cut_off(),
        })?;
        let strings = entry.name().to_lowercase().contains("sharedstrings");
        let most = if strings { room.min(MAX_STRINGS) } else { room };
        let mut part = BufReader::new(entry.take(most + 1));
        let claimed = if strings {
            claimed_strings(&mut part)
        } else {
            0
        };
        std::io::copy(&mut part, &mut std::io::sink()).map_err(|_| cut_off())?;
        let size = most + 1 - part.into_inner().limit();
        if size > most {
            return Err(RosterError::TooLarge);
        }
        // The shortest string is `<si/>`.
        if claimed > size / 5 {
            return Err(damaged("共享文字的数目不对"));
        }
        room -= size;
    }
    Ok(())
}

/// How many strings the part of shared strings says it has.
fn claimed_strings(part: &mut impl std::io::BufRead) -> u64 {
    let mut reader = quick_xml::Reader::from_reader(part);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag)) if tag.local_name().as_ref() == b"sst" => {
                let mut claimed = 0;
                for attribute in tag.attributes().with_checks(false).flatten() {
                    if attribute.key.local_name().as_ref() == b"uniqueCount" {
                        let digits = String::from_utf8_lossy(&attribute.value);
                        claimed = digits.parse().unwrap_or(u64::MAX).max(claimed);
                    }
                }
                return claimed;
            }
            Ok(Event::Eof) | Err(_) => return 0,
            Ok(_) => {}
        }
    }
}

fn all(bytes: &[u8], sheets: &mut Sheets) -> Result<(), RosterError> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| of_library(&error))?;
    let names: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .take(MAX_SHEETS)
        .collect();
    let mut wrong = None;
    for name in names {
        match sheet(&mut book, &name, sheets) {
            Ok(table) => sheets.push(table),
            Err(error) => wrong = wrong.or(Some(error)),
        }
    }
    // A broken sheet does not matter beside one that serves.
    match wrong {
        Some(error) if sheets.chosen.is_none() => Err(error),
        _ => Ok(()),
    }
}

fn sheet(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    sheets: &Sheets,
) -> Result<Table, RosterError> {
    let mut table = Table::new(name, book.has_1904_epoch());
    let mut cells = book
        .worksheet_cells_reader(name)
        .map_err(|error| of_library(&error))?;
    while let Some(cell) = cells.next_cell().map_err(|error| of_library(&error))? {
        let (line, column) = cell.get_position();
        if let Some(value) = value(cell.get_value(), table.from_1904) {
            let number = (line as usize).saturating_add(1);
            table
                .put(number, column, value)
                .map_err(|Full| RosterError::TooLarge)?;
        }
        if sheets.enough(&table) {
            return Ok(table);
        }
    }
    drop(cells);
    // Without them only units that stand once for several lines are lost.
    let merged = book.merge_cells_by_sheet_name(name).unwrap_or_default();
    table.merged = merged
        .iter()
        .take(MAX_MERGED)
        .map(|merged| Merged {
            lines: (merged.start.0 as usize + 1, merged.end.0 as usize + 1),
            columns: (merged.start.1, merged.end.1),
        })
        .collect();
    Ok(table)
}

fn value(data: &DataRef<'_>, from_1904: bool) -> Option<Value> {
    Some(match data {
        DataRef::SharedString(text) => Value::Text(cut(text)),
        other => match Data::from(other.clone()) {
            Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
                Value::Text(text)
            }
            Data::Int(number) => Value::Number(number as f64),
            Data::Float(number) => Value::Number(number),
            Data::DateTime(moment) => {
                let number = moment.as_f64();
                of_serial(number, from_1904).map_or(Value::Number(number), Value::Moment)
            }
            Data::Bool(_) | Data::Error(_) | Data::Empty => return None,
        },
    })
}

fn of_library(error: &XlsxError) -> RosterError {
    match error {
        XlsxError::Password => RosterError::Encrypted,
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => damaged("缺少工作簿内容"),
        _ => damaged("表格内容不完整"),
    }
}
