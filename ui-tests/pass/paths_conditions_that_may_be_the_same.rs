use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

struct Key {
    private: bool,
    kind: u8,
}

#[balances_refs]
fn by_field(mm: &Mm, key: &Key) -> u32 {
    MM_REF!(mm_ref: Users);
    if key.private {
        mmref::get(mm, &mut mm_ref);
    }
    let users = mm.users.count();
    if key.kind != 1 {
        assert!(!mmref::put(mm, mm_ref));
    }
    users
}

#[balances_refs]
fn by_call(mm: &Mm, key: &Key) -> u32 {
    fn is_private(key: &Key) -> bool {
        key.kind == 0
    }
    MM_REF!(mm_ref: Users);
    if is_private(key) {
        mmref::get(mm, &mut mm_ref);
    }
    let users = mm.users.count();
    if key.private && is_private(key) {
        assert!(!mmref::put(mm, mm_ref));
    }
    users
}

#[balances_refs]
fn by_match(mm: &Mm, key: &Key) -> u32 {
    MM_REF!(mm_ref: Users);
    match key.kind {
        0 => mmref::get(mm, &mut mm_ref),
        _ => println!("shared"),
    }
    let users = mm.users.count();
    match key.kind {
        0 => assert!(!mmref::put(mm, mm_ref)),
        _ => println!("shared"),
    }
    users
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    for key in [Key { private: true, kind: 0 }, Key { private: false, kind: 1 }] {
        let users = if key.private { 2 } else { 1 };
        assert_eq!([by_field(&mm, &key), by_call(&mm, &key), by_match(&mm, &key)], [users; 3]);
    }
    assert!(mmref::put(&mm, first));
}
