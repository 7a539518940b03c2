//! How large the insides of the public types are, and how they count.

use super::*;
use crate::class::{Class, RefClass};
use crate::count::RefCount;
use crate::reference::MmRef;
use crate::shared::SharedRef;

struct Pages;

impl RefClass for Pages {
    const NAME: &'static str = "pages";
}

#[test]
fn sizes() {
    let outside = [size_of::<MmRef<Pages>>(), size_of::<SharedRef<Pages>>(), size_of::<RefCount<Pages>>()];
    let inside = [size_of::<Handle>(), size_of::<Shared>(), size_of::<Count>()];
    assert_eq!(outside, inside);
    assert_eq!(inside, if cfg!(feature = "track") { [16, 16, 16] } else { [0, 0, 4] });
    #[cfg(feature = "track")]
    assert_eq!((size_of::<node::Node>(), align_of::<node::Node>()), (64, 64), "a cache line");
}

/// A count returns the same with a list and without: `.ci/run` runs this in both builds.
#[test]
fn counts_with_and_without_a_list() {
    let allowed = |result: Result<bool, Refused>| result.is_ok_and(|yes| yes);
    let count = Count::untracked(1);
    count.get_untracked().unwrap();
    assert_eq!(count.count(), 2);
    assert!(!allowed(count.put_untracked()));
    assert!(allowed(count.put_untracked()), "the last share");
    let mut handle = Handle::idle(Origin::here());
    assert!(!allowed(count.try_get(&mut handle, Class::of::<Pages>(), Caller::here())), "none is left");

    let limit = i32::MAX as u32;
    let full = Count::untracked(limit);
    assert!(!full.is_saturated());
    let _ = full.get_untracked();
    assert!(!allowed(full.put_untracked()));
    assert!(full.is_saturated(), "for good");
    assert_eq!(full.count(), limit);
}
