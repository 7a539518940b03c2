//! What the programs here count: an mm with users, and functions that find one.
//!
//! A program that is about a declaration has a declaration of its own.

use mmref::{MmRef, RefClass, RefCount, RefCounted, acquires_ref, releases_ref};

/// The class of most references.
#[derive(RefClass, Debug)]
pub struct Users;

/// An address space with one count.
#[derive(RefCounted, Debug)]
pub struct Mm {
    /// Who uses it.
    #[ref_count]
    pub users: RefCount<Users>,
    /// In pages.
    pub size: u64,
}

/// Takes a share.
#[acquires_ref(Users)]
pub fn mmget(mm: &Mm) {
    mmref::get(mm, mm_ref);
}

/// Gives a share up.
#[releases_ref(Users)]
pub fn mmput(mm: &Mm) {
    let _ = mmref::put(mm, mm_ref);
}

/// Acquires what it finds.
pub fn find(_: u32, _: &mut MmRef<Users>) -> Option<&'static Mm> {
    None
}

/// Acquires what it opens.
///
/// # Errors
/// Always: nobody runs it.
pub fn open(_: u32, _: &mut MmRef<Users>) -> Result<&'static Mm, String> {
    Err(String::new())
}

/// The two counts that the kernel has.
pub mod kernel {
    use mmref::{RefClass, RefCount, RefCounted, acquires_ref, releases_ref};

    /// The class of those who use the address space.
    #[derive(RefClass, Debug)]
    pub struct MmUsers;

    /// The class of those who keep the structure.
    #[derive(RefClass, Debug)]
    pub struct MmCount;

    /// An address space.
    #[derive(RefCounted, Debug)]
    pub struct Mm {
        /// Who uses it.
        #[ref_count]
        pub users: RefCount<MmUsers>,
        /// Who keeps it.
        #[ref_count]
        pub count: RefCount<MmCount>,
    }

    /// Takes a user's share, unless nobody uses it any more.
    #[acquires_ref(MmUsers)]
    pub fn mmget_not_zero(mm: &Mm) -> bool {
        mmref::try_get(mm, mm_ref)
    }

    /// Gives a user's share up.
    #[releases_ref(MmUsers)]
    pub fn mmput(mm: &Mm) {
        let _last = mmref::put(mm, mm_ref);
    }

    /// A waiter's key keeps the structure.
    #[acquires_ref(MmCount)]
    pub fn get_futex_key_refs(mm: &Mm) {
        mmref::get(mm, mm_ref);
    }

    /// The key is gone.
    #[releases_ref(MmCount)]
    pub fn drop_futex_key_refs(mm: &Mm) {
        let _last = mmref::put(mm, mm_ref);
    }
}
