use mmref::{RefClass, RefCount, RefCounted, acquires_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[acquires_ref(Users)]
fn lookup(mm: &Mm, allowed: bool) -> *const Mm {
    mmref::get(mm, mm_ref);
    if !allowed {
        return std::ptr::null(); //~ C10: this returns failure with `mm_ref` filled (on line 14)
    }
    mm
}

fn main() {}
