use mmref::{RefClass, RefCount, RefCounted, acquires_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[acquires_ref(Users)]
fn mmget(mm: &Mm, quick: bool) {
    if quick {
        return; //~ C10: this function always succeeds, but nothing has filled `mm_ref` here
    }
    mmref::get(mm, mm_ref);
}

fn main() {}
