use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn status(mm: &Mm, text: &str) -> Result<u32, std::num::ParseIntError> {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let number = text.parse()?; //~ C6: `mm_ref` may still be held when this `?` returns (acquired on line 15)
    let _ = mmref::put(mm, mm_ref);
    Ok(number)
}

fn main() {}
