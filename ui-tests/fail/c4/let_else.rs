use mmref::{RefClass, RefCount, RefCounted, releases_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[releases_ref(Users)]
fn mmput(mm: Option<&Mm>) -> bool {
    let Some(mm) = mm else {
        return false; //~ C4: `mm_ref` is not given up when this `return` leaves
    };
    mmref::put(mm, mm_ref)
}

fn main() {}
