use std::process::{abort, exit};

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
fn status(mm: &Mm, kind: u32) -> u32 {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    match kind {
        0 => {}
        1 => panic!("no"),
        2 => unreachable!("never {kind}"),
        3 => todo!(),
        4 => unimplemented!("{kind}"),
        5 => std::process::exit(1),
        6 => std::process::abort(),
        7 => exit(1),
        8 => abort(),
        _ => loop {
            std::thread::park();
        },
    }
    mmput(mm, mm_ref);
    kind
}

#[balances_refs]
fn ends_in_one(mm: &Mm, kind: u32) -> bool {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    if kind == 0 {
        mmput(mm, mm_ref);
        return true;
    }
    panic!("a kind of {kind}")
}

#[balances_refs]
fn where_it_failed(mm: &Mm, there: bool) -> u32 {
    MM_REF!(mm_ref: Users);
    let Some(mm) = find(mm, there, &mut mm_ref) else { unreachable!("it is there") };
    let users = mm.users.count();
    mmput(mm, mm_ref);
    users
}

#[balances_refs]
#[allow(dead_code)]
fn never_back(mm: &Mm) -> ! {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    loop {
        println!("{}", mm.users.count());
    }
}

#[balances_refs]
#[allow(dead_code)]
fn never_out_of_the_loop(mm: &Mm) {
    loop {
        MM_REF!(mm_ref: Users);
        mmref::get(mm, &mut mm_ref);
        'inner: loop {
            if mm.users.count() > 1 {
                break 'inner;
            }
        }
        mmput(mm, mm_ref);
    }
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    assert_eq!(status(&mm, 0), 0);
    assert!(ends_in_one(&mm, 0));
    assert_eq!(where_it_failed(&mm, true), 2);
    assert!(mmref::put(&mm, first));
}
