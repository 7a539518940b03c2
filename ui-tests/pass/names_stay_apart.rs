use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, acquires_ref, requires_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[acquires_ref(Users)]
#[allow(unused_variables, non_upper_case_globals)]
fn same_words(mm: &Mm) -> Option<u32> {
    use std::convert::identity;
    const __SITE: u32 = 1;
    fn __body() -> u32 {
        2
    }
    let (__out, __success, __question, __guard_mm_ref) = (3, 4, 5, 6);
    let checked = Some(mm.users.count())?;
    '__body: {
        mmref::get(mm, mm_ref);
        if __out == 0 {
            break '__body;
        }
    }
    Some(identity(__SITE + __body() + __out + __success + __question + __guard_mm_ref))
}

mod shadowed {
    #![allow(dead_code)]

    use super::{Mm, Users, requires_ref};

    type Option = u8;
    mod core {}
    mod std {}

    #[requires_ref(Users)]
    pub(crate) fn check(mm: &Mm) -> bool {
        mm.users.count() > 0
    }
}

#[mmref::balances_refs]
#[test]
fn main() {
    let mut first = MmRef::new();
    let mm = Mm { users: RefCount::new(&mut first) };
    MM_REF!(second: Users);
    assert_eq!(same_words(&mm, &mut second), Some(21));
    assert!(shadowed::check(&mm, &second));
    assert!(!mmref::put(&mm, second));
    assert!(mmref::put(&mm, first));
}
