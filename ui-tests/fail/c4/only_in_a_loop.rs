use mmref::{RefClass, RefCount, RefCounted, releases_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[releases_ref(Users)]
fn mmput(mms: &[Mm], wanted: u32) -> bool {
    for mm in mms {
        if mm.users.count() == wanted {
            return mmref::put(mm, mm_ref);
        }
    }
    false
} //~ C4: `mm_ref` is not given up at the end of the function, when the loop finds nothing

fn main() {}
