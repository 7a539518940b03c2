use mmref::{RefClass, RefCount, RefCounted, releases_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[releases_ref(Users)]
fn mmput(mm: &Mm, last: bool) {
    if last {
        println!("{}", mmref::put(mm, mm_ref));
    } else {
        println!("not the last");
    }
} //~ C4: `mm_ref` is not given up at the end of the function, where `last` is false

fn main() {}
