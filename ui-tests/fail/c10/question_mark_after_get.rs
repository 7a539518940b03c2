use mmref::{RefClass, RefCount, RefCounted, acquires_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[acquires_ref(Users)]
fn mm_access(mm: &Mm, allowed: Result<(), String>) -> Result<&Mm, String> {
    mmref::get(mm, mm_ref);
    allowed?; //~ C10: this `?` returns failure with `mm_ref` filled (on line 14)
    Ok(mm)
}

fn main() {}
