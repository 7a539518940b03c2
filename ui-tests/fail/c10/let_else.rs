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
fn find_empty(pid: u32, limit: Option<u32>) -> Option<&'static Mm> {
    let mm = find(pid, mm_ref)?;
    let Some(limit) = limit else {
        return None; //~ C10: this returns failure with `mm_ref` filled (on line 18)
    };
    println!("{limit}");
    Some(mm)
}

fn main() {}
