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
fn wait(mm: &Mm, mut tries: u32) -> Option<u32> {
    loop {
        MM_REF!(mm_ref: Users);
        let Some(mm) = find(mm, tries < 3, &mut mm_ref) else { break None };
        if tries == 0 {
            let users = mm.users.count();
            mmput(mm, mm_ref);
            break Some(users);
        }
        mmput(mm, mm_ref);
        tries -= 1;
    }
}

#[balances_refs]
fn out_of_the_loop(mm: &Mm) -> u32 {
    MM_REF!(mm_ref: Users);
    let mm = loop {
        if let Some(mm) = find(mm, true, &mut mm_ref) {
            break mm;
        }
    };
    let users = mm.users.count();
    mmput(mm, mm_ref);
    users
}

#[balances_refs]
fn reference_as_the_value(mm: &Mm) -> u32 {
    let held = loop {
        MM_REF!(mm_ref: Users);
        if mmref::try_get(mm, &mut mm_ref) {
            break mm_ref;
        }
    };
    let users = mm.users.count();
    mmput(mm, held);
    users
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    assert_eq!([wait(&mm, 5), wait(&mm, 2)], [None, Some(2)]);
    assert_eq!([out_of_the_loop(&mm), reference_as_the_value(&mm)], [2, 2]);
    assert!(mmref::put(&mm, first));
}
