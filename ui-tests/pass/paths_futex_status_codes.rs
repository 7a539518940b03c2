use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, balances_refs, releases_ref};

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

/// Zero is success here: nothing but the function itself knows that.
fn get_futex_key(mm: &Mm, mapped: bool, key_ref: &mut MmRef<Users>) -> i32 {
    if !mapped {
        return -14;
    }
    mmref::get(mm, key_ref);
    0
}

#[balances_refs]
fn futex_wake(mm: &Mm, mapped: bool) -> i32 {
    MM_REF!(key_ref: Users);
    let ret = get_futex_key(mm, mapped, &mut key_ref);
    if ret != 0 {
        return ret;
    }
    mmput(mm, key_ref);
    ret
}

#[balances_refs]
fn futex_wait(mm: &Mm, mapped: bool) -> i32 {
    MM_REF!(key_ref: Users);
    match get_futex_key(mm, mapped, &mut key_ref) {
        0 => mmput(mm, key_ref),
        error => return error,
    }
    1
}

#[balances_refs]
fn futex_lock(mm: &Mm, mapped: bool) -> Result<u32, i32> {
    MM_REF!(key_ref: Users);
    if get_futex_key(mm, mapped, &mut key_ref) < 0 {
        return Err(-14);
    }
    let users = mm.users.count();
    mmput(mm, key_ref);
    Ok(users)
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    assert_eq!([futex_wake(&mm, false), futex_wake(&mm, true)], [-14, 0]);
    assert_eq!([futex_wait(&mm, false), futex_wait(&mm, true)], [-14, 1]);
    assert_eq!([futex_lock(&mm, false), futex_lock(&mm, true)], [Err(-14), Ok(2)]);
    assert!(mmref::put(&mm, first));
}
