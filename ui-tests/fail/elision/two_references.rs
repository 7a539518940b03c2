use mmref::{RefClass, RefCount, RefCounted, acquires_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[acquires_ref(Users)]
fn find<'a>(table: &'a [Mm], name: &str) -> Option<&Mm> {
    let mm = table.get(name.len())?;
    mmref::get(mm, mm_ref);
    Some(mm)
}

fn main() {}
