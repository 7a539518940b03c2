use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, acquires_ref, releases_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[acquires_ref(one: Users, another: Users)]
fn get_twice(mm: &Mm) -> Result<&Mm, String> {
    let count = u32::try_from(mm.users.count()).map_err(|error| error.to_string())?;
    if count > 100 {
        return Err(String::from("too many"));
    }
    mmref::get(mm, one);
    mmref::get(mm, another);
    Ok(mm)
}

#[releases_ref(Users, other: Users,)]
fn put_twice(mm: &Mm) -> bool {
    mmref::put(mm, mm_ref) || mmref::put(mm, other)
}

#[mmref::balances_refs]
#[test]
fn main() {
    let mut first = MmRef::new();
    let mm = Mm { users: RefCount::new(&mut first) };
    MM_REF!(second: Users);
    MM_REF!(third: Users);
    let same = get_twice(&mm, &mut second, &mut third).unwrap();
    assert!(!put_twice(same, second, third));
    assert!(mmref::put(&mm, first));
}
