use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, acquires_ref, releases_ref, requires_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

use std::pin::Pin;

impl Mm {
    #[acquires_ref(Users)]
    fn get(&self) -> &Self {
        mmref::get(self, mm_ref);
        self
    }

    #[requires_ref(Users)]
    fn typed(self: &Self) -> &RefCount<Users> {
        &self.users
    }

    #[requires_ref(Users)]
    fn pinned<'a>(self: Pin<&'a Self>, _: &str) -> &'a RefCount<Users> {
        &self.get_ref().users
    }

    #[requires_ref(Users)]
    fn pinned_elided(self: Pin<&Self>, _: &str) -> &RefCount<Users> {
        &self.get_ref().users
    }

    #[releases_ref(Users)]
    fn put(self) {
        assert!(mmref::put(&self, mm_ref));
    }

    #[requires_ref(Users)]
    fn associated(mm: &Self) -> &Self {
        mm
    }
}

#[mmref::balances_refs]
#[test]
fn main() {
    let mut first = MmRef::new();
    let mm = Mm { users: RefCount::new(&mut first) };
    MM_REF!(second: Users);
    let same = mm.get(&mut second);
    assert!(same.typed(&second).count() > 0);
    assert!(Pin::new(same).pinned("", &second).count() > 0);
    assert!(Pin::new(same).pinned_elided("", &second).count() > 0);
    assert!(!mmref::put(Mm::associated(&mm, &first), second));
    mm.put(first);
}
