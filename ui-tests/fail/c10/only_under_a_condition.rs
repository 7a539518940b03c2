use mmref::{RefClass, RefCount, RefCounted, acquires_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[acquires_ref(Users)]
fn mmget(mm: &Mm, wanted: bool) -> Option<&Mm> {
    if wanted {
        mmref::get(mm, mm_ref);
    }
    Some(mm) //~ C10: this returns success, but nothing has filled `mm_ref` where `wanted` is false
}

fn main() {}
