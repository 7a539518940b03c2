use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs, move_ref, releases_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

struct Page {
    users: std::cell::Cell<u32>,
}

impl Page {
    fn count(&self) -> u32 {
        self.users.get()
    }
}

#[releases_ref(Users)]
fn mmput(mm: &Mm) {
    assert!(!mmref::put(mm, mm_ref));
}

fn unuse(page: &Page) {
    page.users.set(page.users.get() - 1);
}

/// The previous one is not put: the second round moves onto it.
#[balances_refs]
fn unuse_all(mms: &[Mm], page: &Page) {
    if page.count() > 0 {
        MM_REF!(prev_ref: Users);
        let (mut prev, mut at) = (&mms[0], 0);
        mmref::get(prev, &mut prev_ref);
        loop {
            if page.count() == 0 {
                break;
            }
            at += 1;
            MM_REF!(mm_ref: Users);
            mmref::get(&mms[at], &mut mm_ref);
            prev = &mms[at];
            move_ref(mm_ref, &mut prev_ref); //~ C7: `prev_ref` is filled while it is still held
            unuse(&page);
        }
        mmput(prev, prev_ref);
    }
}

fn main() {}
