use mmref::{MmRef, RefClass, RefCount, RefCounted, acquires_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

fn find(_: u32, _: &mut MmRef<Users>) -> Option<&'static Mm> {
    None
}

#[acquires_ref(Users)]
fn find_or_init(pid: u32, init: &'static Mm) -> Option<&'static Mm> {
    match find(pid, mm_ref) {

        Some(mm) => Some(mm),
        None => Some(init), //~ C10: this returns success, but the acquire on line 19 failed: nothing has filled `mm_ref`
    }
}

fn main() {}
