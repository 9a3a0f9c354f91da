//! The form of a zip file in numbers, as far as it is used here.
//!
//! It deliberately knows only the first version of the form: no zip64, no compression, no extra fields.

/// Before each file.
pub const LOCAL: u32 = 0x0403_4b50;
/// Before each line of the directory at the end.
pub const CENTRAL: u32 = 0x0201_4b50;
/// Before the last piece.
pub const END: u32 = 0x0605_4b50;

/// Length of the fixed part of the piece before a file.
pub const LOCAL_LENGTH: usize = 30;
/// Length of the fixed part of a line of the directory.
pub const CENTRAL_LENGTH: usize = 46;
/// Length of the last piece, without remark.
pub const END_LENGTH: usize = 22;

/// Which version of the form a reader needs.
pub const NEEDED: u16 = 10;
/// 1 January 1980, the first day that the form knows, at midnight.
pub const DATE: u16 = 0x21;

/// A number of two bytes at a place; none beyond the end.
pub fn two(bytes: &[u8], at: usize) -> Option<u16> {
    let piece = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(piece.try_into().ok()?))
}

/// A number of four bytes at a place; none beyond the end.
pub fn four(bytes: &[u8], at: usize) -> Option<u32> {
    let piece = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(piece.try_into().ok()?))
}

/// A number of four bytes as an index.
pub fn index(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(four(bytes, at)?).ok()
}
