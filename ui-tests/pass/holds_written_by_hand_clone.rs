use mmref::{MM_REF, RefClass, RefCount, RefCounted, holds_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

fn with_mm(work: impl FnOnce(&Mm)) {
    MM_REF!(first);
    let mm = Mm { users: RefCount::new(&mut first) };
    work(&mm);
    assert_eq!(mm.users.count(), 1);
    assert!(mmref::put(&mm, first));
}

#[holds_ref]
#[derive(Debug)]
struct Handle {
    #[counted(Users)]
    mm: &'static Mm,
}

impl std::fmt::Debug for Mm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("mm")
    }
}

impl Clone for Handle {
    fn clone(&self) -> Self {
        let mut clone = Self { mm: self.mm, mm_ref: MM_REF!(Self::mm_ref) };
        mmref::get(self.mm, &mut clone.mm_ref);
        clone
    }
}

fn release(mut handle: Handle) {
    let _ = mmref::put(handle.mm, handle.mm_ref.take());
}

#[test]
fn main() {
    MM_REF!(mm_ref);
    let mm: &Mm = Box::leak(Box::new(Mm { users: RefCount::new(&mut mm_ref) }));
    let one = Handle { mm, mm_ref };
    let other = one.clone();
    assert_eq!(mm.users.count(), 2);
    assert!(format!("{other:?}").contains("mm_ref"));
    release(one);
    release(other);
    assert_eq!(mm.users.count(), 0);
    with_mm(|_| ());
}
