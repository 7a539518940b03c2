use mmref::{RefClass, RefCount, RefCounted, releases_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[releases_ref(Users)]
fn mmput(mm: Option<&Mm>) -> bool {
    match mm {
        Some(mm) => mmref::put(mm, mm_ref),
        None => false,
    }
} //~ C4: `mm_ref` is not given up at the end of the function, where `None` matches

fn main() {}
