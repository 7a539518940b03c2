#![deny(warnings)]

use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, acquires_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[acquires_ref(Users)]
fn never_back(mm: &Mm) -> Option<&Mm> {
    mmref::get(mm, mm_ref);
    loop {
        std::thread::park();
    }
}

#[acquires_ref(Users)]
fn exits(mm: &Mm) -> bool {
    mmref::get(mm, mm_ref);
    std::process::exit(1)
}

#[acquires_ref(held: Users)]
fn later(_: &Mm) -> Result<(), String> {
    unimplemented!()
}

#[acquires_ref(Users)]
fn loops(mm: &Mm) -> u64 {
    loop {
        if mm.users.count() > 0 {
            mmref::get(mm, mm_ref);
            return 1;
        }
    }
}

#[test]
fn main() {
    let mut first = MmRef::new();
    let mm = Mm { users: RefCount::new(&mut first) };
    MM_REF!(second: Users);
    if mm.users.count() > 1000 {
        never_back(&mm, &mut second);
        exits(&mm, &mut second);
        later(&mm, &mut second).unwrap();
    }
    assert!(loops(&mm, &mut second) > 0);
    assert!(!mmref::put(&mm, second));
    assert!(mmref::put(&mm, first));
}
