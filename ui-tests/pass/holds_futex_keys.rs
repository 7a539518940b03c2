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

/// A private key is of an mm, and holds it; a shared one is of a file, and its reference stays idle.
#[holds_ref]
struct Key<'a> {
    #[counted(mm_ref: Users)]
    mm: Option<&'a Mm>,
    inode: Option<u64>,
}

#[holds_ref]
struct Requeue<'a> {
    // Two pointers in one field, each with its reference.
    #[counted(first_ref: Users)]
    #[counted(second_ref: Users)]
    keys: [Option<&'a Mm>; 2],
}

impl<'a> Key<'a> {
    const fn new() -> Self {
        Self { mm: None, mm_ref: MM_REF!(Self::mm_ref), inode: None }
    }

    fn private(&mut self, mm: &'a Mm) {
        mmref::get(mm, &mut self.mm_ref);
        self.mm = Some(mm);
    }

    fn put(&mut self) {
        if let Some(mm) = self.mm.take() {
            assert!(!mmref::put(mm, self.mm_ref.take()));
        }
    }
}

#[test]
fn main() {
    with_mm(|mm| {
        let mut keys = [const { Key::new() }; 3];
        keys[0].private(mm);
        keys[1].inode = Some(1);
        keys[2].private(mm);
        assert_eq!((mm.users.count(), keys[1].inode), (3, Some(1)));
        keys.iter_mut().for_each(Key::put);
        let mut requeue = Requeue {
            keys: [Some(mm); 2],
            first_ref: MM_REF!(Requeue::first_ref),
            second_ref: MM_REF!(Requeue::second_ref),
        };
        mmref::get(mm, &mut requeue.second_ref);
        let key = requeue.keys[1].take().unwrap();
        assert!(!mmref::put(key, requeue.second_ref.take()));
    });
}
