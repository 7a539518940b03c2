//! Error numbers.

use std::fmt;

/// The error of a system call.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Errno {
    Eacces,
    Eagain,
    Ebusy,
    Edeadlk,
    Efault,
    Eintr,
    Einval,
    Eio,
    Enoent,
    Enomem,
    Eperm,
    Esrch,
    Etimedout,
    Ewouldblock,
}

pub type Result<T> = std::result::Result<T, Errno>;

/// `ESRCH`
impl fmt::Display for Errno {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{self:?}").to_uppercase())
    }
}

impl std::error::Error for Errno {}
