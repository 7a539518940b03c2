use mmref::{MM_REF, RefClass, RefCount, RefCounted, acquires_ref, balances_refs, releases_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[releases_ref(Users)]
fn mmput(mm: &Mm) {
    if mmref::put(mm, mm_ref) {
        println!("the last one");
    }
}

#[acquires_ref(Users)]
fn find(mm: &Mm, there: bool) -> Option<&Mm> {
    if !there {
        return None;
    }
    mmref::get(mm, mm_ref);
    Some(mm)
}

#[balances_refs]
fn walk(mm: &Mm, there: &[bool]) -> u32 {
    let mut users = 0;
    for there in there {
        MM_REF!(mm_ref: Users);
        let Some(mm) = find(mm, *there, &mut mm_ref) else { continue };
        users += mm.users.count();
        mmput(mm, mm_ref);
    }
    users
}

#[balances_refs]
fn first_one(mm: &Mm, there: &[bool]) -> u32 {
    let mut index = 0;
    while index < there.len() {
        MM_REF!(mm_ref: Users);
        let Some(mm) = find(mm, there[index], &mut mm_ref) else {
            index += 1;
            continue;
        };
        let users = mm.users.count();
        mmput(mm, mm_ref);
        return users;
    }
    0
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    assert_eq!([walk(&mm, &[]), walk(&mm, &[true, false, true])], [0, 4]);
    assert_eq!([first_one(&mm, &[false]), first_one(&mm, &[false, true])], [0, 2]);
    assert!(mmref::put(&mm, first));
}
