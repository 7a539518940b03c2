//! `tracked` and `untracked` offer the same to the public types; and how large those are.

use crate::{MmRef, RefClass, RefCount, SharedRef};

struct Pages;

impl RefClass for Pages {
    const NAME: &'static str = "pages";
}

#[test]
fn sizes_of_the_public_types() {
    let sizes = [size_of::<MmRef<Pages>>(), size_of::<SharedRef<Pages>>(), size_of::<RefCount<Pages>>()];
    assert_eq!(sizes, if cfg!(feature = "track") { [16, 16, 16] } else { [0, 0, 4] });
}

/// Everything that the public types call, with its type. Whatever is `const` there is used in a constant here.
#[cfg(feature = "track")]
macro_rules! offers_the_surface {
    ($imp:ident) => {
        mod $imp {
            use crate::class::Class;
            use crate::holder::{Holder, ObjectId};
            use crate::provenance::{Owner, Place, threads::Thread};
            use crate::$imp::{self as imp, Before, Caller, Count, Handle, Origin, Refused, Shared};

            type Done = Result<(), Refused>;
            type Answer = Result<bool, Refused>;
            type On = &'static Class;

            const _: Origin = Origin::here();
            const _: (Count, Count) = (Count::zero(), Count::untracked(1));
            const _: (Handle, Shared) = (Handle::idle(Origin::here()), Shared::holding(Handle::idle(Origin::here())));
            const _: u32 = imp::MOST;

            #[test]
            fn offers_the_surface() {
                let _: fn() -> Caller = Caller::here;
                let _: fn(Caller) -> Place = Caller::place;
                let _: fn(Before) -> bool = Before::outlast_one;

                let _: fn(&Count, &mut Handle, On, Caller) -> Done = Count::first;
                let _: fn(&Count, &mut Handle, On, Caller) -> Done = Count::restart;
                let _: fn(&Count) = Count::first_untracked;
                let _: fn(&Count, &mut Handle, On, Caller) -> bool = Count::get_usual;
                let _: fn(&Count, &mut Handle, On, Caller) -> Done = Count::get;
                let _: fn(&Count, &mut Handle, On, Caller) -> Answer = Count::try_get;
                let _: fn(&Count, &Handle, Caller) -> Option<Before> = Count::put_usual;
                let _: fn(&Count, &Handle, Caller, Option<Before>) -> Answer = Count::put;
                let _: fn(&Count) -> Done = Count::get_untracked;
                let _: fn(&Count) -> Answer = Count::put_untracked;
                let _: fn(&Count) -> u32 = Count::count;
                let _: fn(&Count) -> (u32, u32) = Count::shares;
                let _: [fn(&Count) -> bool; 2] = [Count::is_saturated, Count::is_labelled];
                let _: [fn(&Count) -> ObjectId; 2] = [Count::id, Count::set_labelled];

                let _: fn(&Handle) -> bool = Handle::is_held;
                let _: fn(&mut Handle) -> Handle = Handle::take;
                let _: fn(&mut Handle, &Handle, Caller) -> Done = Handle::fill_from;
                let _: fn(&Handle) -> Done = Handle::check;
                let _: fn(Handle) -> u64 = Handle::into_bits;
                let _: fn(u64, Origin) -> Handle = Handle::from_bits;
                let _: fn(&mut Handle, usize, On, Caller) -> Done = Handle::list;
                let _: fn(&Handle, usize, Caller) -> Done = Handle::unlist;
                let _: fn(&Handle) -> Owner = Handle::owner;
                let _: fn(&Handle) -> Option<Holder> = Handle::holder;

                let _: fn(&Shared, &Handle, Caller) -> Done = Shared::store;
                let _: [fn(&Shared) -> Handle; 2] = [Shared::take, Shared::peek];

                let _: fn(Option<ObjectId>) -> Vec<Holder> = imp::holders;
                let _: fn(ObjectId) -> Result<u64, u64> = imp::number_or_address;
                let _: fn(usize) -> ObjectId = imp::foreign;
                let _: fn() -> Thread = imp::thread;
                let _: fn(u32) = imp::limit;
                let _: fn() -> u32 = imp::capacity;
                let _: fn() -> u64 = imp::unlisted;
                let _: fn(&[u32]) -> Vec<Holder> = imp::holders_in;
                let _: fn() -> u32 = imp::current_scope;
                let _: fn(u32) -> u32 = imp::enter_scope;
            }

            /// What a count says does not depend on whether it keeps a list.
            #[test]
            fn counts_alike() {
                let allowed = |result: Answer| result.is_ok_and(|yes| yes);
                let count = Count::untracked(1);
                count.get_untracked().unwrap();
                assert_eq!(count.count(), 2);
                assert!(!allowed(count.put_untracked()));
                assert!(allowed(count.put_untracked()), "the last share");
                let mut handle = Handle::idle(Origin::here());
                assert!(
                    !allowed(count.try_get(&mut handle, Class::of::<super::Pages>(), Caller::here())),
                    "none is left"
                );

                let limit = i32::MAX as u32;
                let full = Count::untracked(limit);
                assert!(!full.is_saturated());
                let _ = full.get_untracked();
                assert!(!allowed(full.put_untracked()));
                assert!(full.is_saturated(), "for good");
                assert_eq!(full.count(), limit);
            }
        }
    };
}

#[cfg(feature = "track")]
offers_the_surface!(tracked);
#[cfg(feature = "track")]
offers_the_surface!(untracked);

#[cfg(feature = "track")]
#[test]
fn sizes_inside() {
    use crate::{tracked, untracked};

    let tracked_sizes = [size_of::<tracked::Handle>(), size_of::<tracked::Shared>(), size_of::<tracked::Count>()];
    assert_eq!(tracked_sizes, [16, 16, 16]);
    let untracked_sizes =
        [size_of::<untracked::Handle>(), size_of::<untracked::Shared>(), size_of::<untracked::Count>()];
    assert_eq!(untracked_sizes, [0, 0, 4]);
    assert_eq!((size_of::<tracked::node::Node>(), align_of::<tracked::node::Node>()), (64, 64), "a cache line");
}
