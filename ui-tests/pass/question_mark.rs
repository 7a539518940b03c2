use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, acquires_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

use std::num::ParseIntError;

#[acquires_ref(Users)]
fn parsed(mm: &Mm, text: &str) -> Result<u32, Box<dyn std::error::Error>> {
    let number: u32 = text.trim().to_owned().as_str().parse()?;
    let doubled = (|| -> Result<u32, ParseIntError> { Ok(text.parse::<u32>()? * 2) })()?;
    number.checked_mul(10).ok_or("too big")?;
    mmref::get(mm, mm_ref);
    Ok(doubled)
}

#[acquires_ref(Users)]
fn through_a_helper(mm: &Mm) -> Option<&Mm> {
    parsed(mm, "21", mm_ref).ok()?;
    Some(mm)
}

#[acquires_ref(Users)]
fn in_tail_position(mm: &Mm) -> Option<u32> {
    mm.users.count().checked_sub(1)?;
    Some(through_a_helper(mm, mm_ref)?.users.count().try_into().unwrap_or(7))
}

#[mmref::balances_refs]
#[test]
fn main() {
    let mut first = MmRef::new();
    let mm = Mm { users: RefCount::new(&mut first) };
    MM_REF!(second: Users);
    assert!(parsed(&mm, "x", &mut second).is_err());
    assert_eq!(parsed(&mm, "4", &mut second).unwrap(), 8);
    assert!(!mmref::put(&mm, second));
    MM_REF!(third: Users);
    assert!(in_tail_position(&mm, &mut third).is_some());
    assert!(!mmref::put(&mm, third));
    assert!(mmref::put(&mm, first));
}
