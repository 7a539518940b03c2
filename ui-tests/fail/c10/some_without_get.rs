use mmref::{RefClass, RefCount, RefCounted, acquires_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[acquires_ref(Users)]
fn lookup(mm: &Mm, quick: bool) -> Option<&Mm> {
    if quick {
        return Some(mm); //~ C10: this returns success, but nothing has filled `mm_ref`
    }
    mmref::get(mm, mm_ref);
    Some(mm)
}

fn main() {}
