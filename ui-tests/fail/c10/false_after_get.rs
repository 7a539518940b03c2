use mmref::{RefClass, RefCount, RefCounted, acquires_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[acquires_ref(Users)]
fn get_new(mm: &Mm) -> bool {
    if !mmref::try_get(mm, mm_ref) {

        return false;
    }
    if mm.users.count() > 2 {
        return false; //~ C10: this returns failure with `mm_ref` filled (on line 15)
    }
    true
}

fn main() {}
