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
fn afterwards(mm: &Mm, limit: Option<u32>) -> Option<u32> {
    let before = limit?;
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let users = mm.users.count().checked_sub(before);
    mmput(mm, mm_ref);
    Some(users? + limit?)
}

#[balances_refs]
fn on_each_way_out(mm: &Mm, there: bool, limit: Option<u32>) -> Option<u32> {
    MM_REF!(mm_ref: Users);
    let mm = find(mm, there, &mut mm_ref)?;
    let Some(limit) = limit else {
        mmput(mm, mm_ref);
        return None;
    };
    if limit > 5 {
        mmput(mm, mm_ref);
        return Some(5);
    } else if limit > 3 {
        mmput(mm, mm_ref);
        None?;
    } else {
        mmput(mm, mm_ref);
    }
    Some(limit)
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    assert_eq!([afterwards(&mm, None), afterwards(&mm, Some(1)), afterwards(&mm, Some(9))], [None, Some(2), None]);
    let limits = [None, Some(9), Some(4), Some(1)];
    assert_eq!(limits.map(|limit| on_each_way_out(&mm, true, limit)), [None, Some(5), None, Some(1)]);
    assert_eq!(limits.map(|limit| on_each_way_out(&mm, false, limit)), [None; 4]);
    assert!(mmref::put(&mm, first));
}
