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
fn checked(pid: u32, limit: Option<u32>) -> Option<&'static Mm> {
    let mm = find(pid, mm_ref)?;
    if mm.users.count() > limit? {
        //~ C10: this `?` returns failure with `mm_ref` filled (on line 18)
        println!("many");
    }
    Some(mm)
}

fn main() {}
