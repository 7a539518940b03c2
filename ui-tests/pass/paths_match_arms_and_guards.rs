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

#[acquires_ref(Users)]
fn open(mm: &Mm, allowed: bool) -> Result<&Mm, String> {
    if !allowed {
        return Err(String::from("not allowed"));
    }
    mmref::get(mm, mm_ref);
    Ok(mm)
}

#[balances_refs]
fn every_arm(mm: &Mm, kind: u8) -> u32 {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    match kind {
        0 => mmput(mm, mm_ref),
        1 | 2 if mm.users.count() > 5 => mmput(mm, mm_ref),
        1 => {
            let users = mm.users.count();
            mmput(mm, mm_ref);
            return users;
        }
        _ => assert!(!mmref::put(mm, mm_ref)),
    }
    0
}

#[balances_refs]
fn guard_on_what_was_found(mm: &Mm, there: bool, most: u32) -> &'static str {
    MM_REF!(mm_ref: Users);
    match find(mm, there, &mut mm_ref) {
        Some(mm) if mm.users.count() > most => {
            mmput(mm, mm_ref);
            "many"
        }
        Some(mm) => {
            mmput(mm, mm_ref);
            "few"
        }
        None => "none",
    }
}

#[balances_refs]
fn put_in_a_guard(mm: &Mm, kind: u8) -> bool {
    MM_REF!(mm_ref: Users);
    match kind {
        0 if mmref::try_get(mm, &mut mm_ref) => !mmref::put(mm, mm_ref),
        _ => false,
    }
}

#[balances_refs]
fn nested(mm: &Mm, there: bool, allowed: bool) -> Result<u32, String> {
    MM_REF!(mm_ref: Users);
    MM_REF!(other_ref: Users);
    match (find(mm, there, &mut mm_ref), allowed) {
        (Some(mm), true) => {
            let result = match open(mm, allowed, &mut other_ref) {
                Ok(other) => {
                    mmput(other, other_ref);
                    Ok(1)
                }
                Err(error) => Err(error),
            };
            mmput(mm, mm_ref);
            result
        }
        (Some(mm), false) => {
            mmput(mm, mm_ref);
            Ok(0)
        }
        (None, _) => Err(String::from("nobody")),
    }
}

#[balances_refs]
fn on_a_flag(mm: &Mm) -> bool {
    MM_REF!(mm_ref: Users);
    match mmref::try_get(mm, &mut mm_ref) {
        true => !mmref::put(mm, mm_ref),
        false => false,
    }
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    assert_eq!([every_arm(&mm, 0), every_arm(&mm, 1), every_arm(&mm, 2), every_arm(&mm, 3)], [0, 2, 0, 0]);
    assert_eq!(guard_on_what_was_found(&mm, true, 1), "many");
    assert_eq!(guard_on_what_was_found(&mm, true, 2), "few");
    assert_eq!(guard_on_what_was_found(&mm, false, 1), "none");
    assert!(put_in_a_guard(&mm, 0) && !put_in_a_guard(&mm, 1) && on_a_flag(&mm));
    for case in 0..4 {
        assert_eq!(nested(&mm, case & 1 == 0, case & 2 == 0).is_ok(), case & 1 == 0);
    }
    assert!(mmref::put(&mm, first));
}
