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
fn first_of(mms: &[Mm], there: bool) -> Option<u32> {
    MM_REF!(mm_ref: Users);
    let mm = mms.first().and_then(|mm| find(mm, there, &mut mm_ref))?;
    let users = mm.users.count();
    mmput(mm, mm_ref);
    Some(users)
}

#[balances_refs]
fn with(mm: &Mm, there: bool, look: impl FnOnce(&Mm) -> u32) -> Option<u32> {
    MM_REF!(mm_ref: Users);
    find(mm, there, &mut mm_ref).map(|mm| {
        let seen = look(mm);
        mmput(mm, mm_ref);
        seen
    })
}

#[balances_refs]
fn all(mms: &[Mm]) -> Vec<u32> {
    mms.iter()
        .map(|mm| {
            MM_REF!(mm_ref: Users);
            mmref::get(mm, &mut mm_ref);
            let users = mm.users.count();
            mmput(mm, mm_ref);
            users
        })
        .collect()
}

#[balances_refs]
fn if_else_expression(mm: &Mm, there: bool) -> u32 {
    MM_REF!(mm_ref: Users);
    let users = if let Some(mm) = find(mm, there, &mut mm_ref) {
        let users = mm.users.count();
        mmput(mm, mm_ref);
        users
    } else {
        0
    };
    users + 1
}

#[balances_refs]
fn match_expression(mm: &Mm, allowed: bool) -> Result<u32, String> {
    MM_REF!(mm_ref: Users);
    Ok(match open(mm, allowed, &mut mm_ref) {
        Ok(mm) => {
            let users = mm.users.count();
            mmput(mm, mm_ref);
            users
        }
        Err(error) if error.is_empty() => 0,
        Err(error) => return Err(error),
    })
}

#[balances_refs]
fn only_if_wanted(mm: &Mm, wanted: bool) -> Option<bool> {
    MM_REF!(mm_ref: Users);
    wanted.then(|| mmref::get(mm, &mut mm_ref))?;
    Some(mmref::put(mm, mm_ref))
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    let mms = std::slice::from_ref(&mm);
    assert_eq!([first_of(mms, true), first_of(mms, false), first_of(&[], true)], [Some(2), None, None]);
    assert_eq!([with(&mm, true, |mm| mm.users.count()), with(&mm, false, |_| 0)], [Some(2), None]);
    assert_eq!(all(mms), [2]);
    assert_eq!([if_else_expression(&mm, true), if_else_expression(&mm, false)], [3, 1]);
    assert!(match_expression(&mm, true) == Ok(2) && match_expression(&mm, false).is_err());
    assert_eq!([only_if_wanted(&mm, true), only_if_wanted(&mm, false)], [Some(false), None]);
    assert!(mmref::put(&mm, first));
}
