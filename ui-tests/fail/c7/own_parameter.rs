use mmref::{RefClass, RefCount, RefCounted, acquires_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[acquires_ref(Users)]
fn mmget(mm: &Mm, twice: bool) {
    mmref::get(mm, mm_ref);
    if twice {
        mmref::get(mm, mm_ref); //~ C7: `mm_ref` is filled while it is still held (acquired on line 14)
    }
}

fn main() {}
