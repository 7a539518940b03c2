use mmref::{RefClass, RefCount, RefCounted, acquires_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[acquires_ref(Users)]
fn get_unless(mm: &Mm, kernel: bool) -> bool {
    if kernel {
        return true; //~ C10: this returns success, but nothing has filled `mm_ref`
    }
    mmref::try_get(mm, mm_ref)
}

fn main() {}
