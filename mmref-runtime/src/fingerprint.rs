//! Fingerprints: they identify a holder in another run.

use core::fmt;
use core::str::FromStr;

use crate::holder::Holder;
use crate::place::Place;

/// Identifies a kind of holder in another run of the program. It consists of the class, the slot's name and function,
/// and the files and columns of the slot and of the acquire.
///
/// It does not depend on addresses, object numbers, threads or line numbers, which any other change moves. So a list of
/// known leaks can be kept in a file. Two holders that differ only in lines have the same fingerprint.
///
/// Displays as sixteen hexadecimal digits, and parses from them. 64 bits of FNV-1a (Fowler, Noll and Vo); every change
/// of it is in the changelog.
///
/// ```
/// use mmref::live;
/// use mmref::snapshot::Fingerprint;
///
/// let known: Vec<Fingerprint> = "0123456789abcdef".lines().map(|line| line.parse().unwrap()).collect();
/// let new = live().filter(|holder| !known.contains(&holder.fingerprint()));
/// assert!(new.is_empty());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Fingerprint(u64);

impl Holder {
    /// Identifies this holder in another run: see [`Fingerprint`].
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(self)
    }
}

impl Fingerprint {
    fn of(holder: &Holder) -> Self {
        let owner = holder.owner();
        let columns = [owner.place(), holder.acquired()].map(|place| place.column().to_string());
        Self::EMPTY
            .with(holder.class())
            .with(owner.structure().unwrap_or_default())
            .with(owner.name().unwrap_or_default())
            .with(owner.function().unwrap_or_default())
            .with(file(owner.place()))
            .with(&columns[0])
            .with(file(holder.acquired()))
            .with(&columns[1])
    }

    /// FNV's offset basis.
    const EMPTY: Self = Self(0xcbf2_9ce4_8422_2325);

    /// Adds a part and an end mark that cannot occur in UTF-8.
    fn with(self, part: &str) -> Self {
        part.bytes()
            .chain([0xff])
            .fold(self, |Self(hash), byte| Self((hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)))
    }
}

/// The file, without the folder that crates are stored in.
fn file(place: Place) -> &'static str {
    let file = place.file();
    let registry = file.find("registry/src/").map(|start| &file[start + "registry/src/".len()..]);
    registry.and_then(|path| path.split_once('/')).map_or(file, |(_, path)| path)
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:016x}", self.0))
    }
}

/// A fingerprint that could not be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParseFingerprintError(());

impl fmt::Display for ParseFingerprintError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a fingerprint is sixteen hexadecimal digits")
    }
}

impl core::error::Error for ParseFingerprintError {}

impl FromStr for Fingerprint {
    type Err = ParseFingerprintError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let value = u64::from_str_radix(text, 16).ok().filter(|_| digits);
        value.map(Self).ok_or(ParseFingerprintError(()))
    }
}
