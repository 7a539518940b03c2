use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, acquires_ref, releases_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[derive(RefClass)]
struct r#Type;

#[derive(RefCounted)]
struct r#Object {
    #[ref_count]
    r#type: RefCount<r#Type>,
}

#[acquires_ref(r#ref: Users)]
fn r#get(mm: &Mm) -> Option<&Mm> {
    Some(mm.users.count()).filter(|count| *count > 0)?;
    mmref::get(mm, r#ref);
    Some(mm)
}

#[releases_ref(r#type: r#Type)]
fn r#put(r#struct: &r#Object) -> bool {
    mmref::put(r#struct, r#type)
}

#[mmref::balances_refs]
#[test]
fn main() {
    let mut first = MmRef::new();
    let mm = Mm { users: RefCount::new(&mut first) };
    assert_eq!(r#Type::NAME, "Type");
    MM_REF!(second: Users);
    assert!(!mmref::put(r#get(&mm, &mut second).unwrap(), second));
    MM_REF!(third: r#Type);
    let object = r#Object { r#type: RefCount::new(&mut third) };
    assert!(r#put(&object, third));
    assert!(mmref::put(&mm, first));
}
