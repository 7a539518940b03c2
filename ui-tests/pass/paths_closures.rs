use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs, releases_ref};

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

#[balances_refs]
fn filled_by_a_closure(mm: &Mm) -> u32 {
    MM_REF!(mm_ref: Users);
    let mut fill = || mmref::get(mm, &mut mm_ref);
    fill();
    let users = mm.users.count();
    mmput(mm, mm_ref);
    users
}

#[balances_refs]
fn given_up_by_a_closure(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let finish = move || mmput(mm, mm_ref);
    finish();
}

#[balances_refs]
fn found_by_a_closure(mms: &[Mm]) -> Option<u32> {
    MM_REF!(mm_ref: Users);
    let mm = mms.iter().find(|mm| mmref::try_get(*mm, &mut mm_ref))?;
    let users = mm.users.count();
    mmput(mm, mm_ref);
    Some(users)
}

#[balances_refs]
fn returns_of_closures(mm: &Mm, text: &str) -> Result<u32, std::num::ParseIntError> {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let half = |number: u32| {
        if number == 0 {
            return 0;
        }
        number / 2
    };
    let number = (|| -> Result<u32, std::num::ParseIntError> { Ok(half(text.parse()?)) })();
    fn nested(text: &str) -> Option<u32> {
        text.parse::<u32>().ok()?.checked_add(1)
    }
    let _ = nested;
    mmput(mm, mm_ref);
    number
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    assert_eq!(filled_by_a_closure(&mm), 2);
    given_up_by_a_closure(&mm);
    assert!(found_by_a_closure(std::slice::from_ref(&mm)).is_some() && found_by_a_closure(&[]).is_none());
    assert!(returns_of_closures(&mm, "x").is_err() && returns_of_closures(&mm, "8") == Ok(4));
    assert!(mmref::put(&mm, first));
}
