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
fn goto_out(mm: &Mm, kind: u32) -> Result<u32, &'static str> {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let result = 'out: {
        if kind == 1 {
            break 'out Err("one");
        }
        let Some(left) = kind.checked_sub(2) else { break 'out Ok(0) };
        if left > 5 {
            break 'out Err("too many");
        }
        Ok(left)
    };
    mmput(mm, mm_ref);
    result
}

#[balances_refs]
fn declared_inside(mm: &Mm, busy: bool) -> u32 {
    let users = 'done: {
        MM_REF!(mm_ref: Users);
        if busy {
            break 'done 0;
        }
        mmref::get(mm, &mut mm_ref);
        let users = mm.users.count();
        mmput(mm, mm_ref);
        break 'done users;
    };
    users + 1
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    assert_eq!([goto_out(&mm, 0), goto_out(&mm, 1), goto_out(&mm, 4)], [Ok(0), Err("one"), Ok(2)]);
    assert!(goto_out(&mm, 99).is_err());
    assert_eq!([declared_inside(&mm, true), declared_inside(&mm, false)], [1, 3]);
    assert!(mmref::put(&mm, first));
}
