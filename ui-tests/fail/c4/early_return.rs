use mmref::{RefClass, RefCount, RefCounted, releases_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[releases_ref(Users)]
fn mmput(mm: &Mm, busy: bool) {
    if busy {
        return; //~ C4: `mm_ref` is not given up when this `return` leaves
    }
    let _ = mmref::put(mm, mm_ref);
}

fn main() {}
