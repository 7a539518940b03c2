use mmref::{MM_REF, RefClass, RefCount, RefCounted, acquires_ref, balances_refs, releases_ref, requires_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[releases_ref(Users)]
fn mmput(mm: &Mm) {
    if mmref::put(mm, mm_ref) {
        println!("the last one");
    }
}

struct Task<'a> {
    mm: &'a Mm,
}

trait Status {
    fn status(&self, busy: bool) -> Option<u32>;
}

#[balances_refs]
impl<'a> Task<'a> {
    const LIMIT: u32 = 3;

    #[acquires_ref(Users)]
    fn get_mm(&self, kernel: bool) -> Option<&'a Mm> {
        if kernel {
            return None;
        }
        mmref::get(self.mm, mm_ref);
        Some(self.mm)
    }

    #[releases_ref(Users)]
    fn put_mm(&self) {
        mmput(self.mm, mm_ref);
    }

    #[requires_ref(Users)]
    fn users(&self) -> u32 {
        self.mm.users.count()
    }

    fn both(&self) -> bool {
        MM_REF!(mm_ref: Users);
        let Some(_) = self.get_mm(false, &mut mm_ref) else { return false };
        let many = self.users(&mm_ref) > Self::LIMIT;
        self.put_mm(mm_ref);
        many
    }
}

#[balances_refs]
impl Status for Task<'_> {
    fn status(&self, busy: bool) -> Option<u32> {
        MM_REF!(mm_ref: Users);
        self.get_mm(busy, &mut mm_ref)?;
        let users = self.users(&mm_ref);
        self.put_mm(mm_ref);
        Some(users)
    }
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    let task = Task { mm: &mm };
    assert_eq!([task.status(false), task.status(true)], [Some(2), None]);
    assert!(!task.both());
    assert!(mmref::put(&mm, first));
}
