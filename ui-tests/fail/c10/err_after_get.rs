use mmref::{RefClass, RefCount, RefCounted, acquires_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[acquires_ref(Users)]
fn mm_access(mm: &Mm, allowed: bool) -> Result<&Mm, String> {
    mmref::get(mm, mm_ref);
    if allowed {
        Ok(mm)
    } else {
        Err(String::from("not allowed")) //~ C10: this returns failure with `mm_ref` filled (on line 14)
    }
}

fn main() {}
