use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, acquires_ref, balances_refs, releases_ref};

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

enum Fault {
    Retry,
    Private,
    Failed,
}

struct Key<'a> {
    mm: Option<&'a Mm>,
}

#[acquires_ref(key_ref: Users)]
fn get_futex_key(mm: &Mm, mapped: bool) -> Result<Key<'_>, i32> {
    if !mapped {
        return Err(-14);
    }
    mmref::get(mm, key_ref);
    Ok(Key { mm: Some(mm) })
}

fn put_futex_key(key: &Key<'_>, key_ref: MmRef<Users>) {
    if let Some(mm) = key.mm {
        mmput(mm, key_ref);
    }
}

#[balances_refs]
fn futex_wake(mm: &Mm, mapped: bool, faults: &mut Vec<Fault>) -> Result<u32, i32> {
    loop {
        MM_REF!(key_ref: Users);
        let key = get_futex_key(mm, mapped, &mut key_ref)?;
        match faults.pop() {
            Some(Fault::Retry) => {
                put_futex_key(&key, key_ref);
                continue;
            }
            Some(Fault::Private) => {}
            Some(Fault::Failed) => {
                put_futex_key(&key, key_ref);
                return Err(-11);
            }
            None => {
                put_futex_key(&key, key_ref);
                break Ok(mm.users.count());
            }
        }
        put_futex_key(&key, key_ref);
    }
}

/// Two keys: a failure of the second gives up the first, a retry gives up both.
#[balances_refs]
fn futex_wake_op(mm: &Mm, second: bool, mut tries: u32) -> Result<u32, i32> {
    'retry: loop {
        MM_REF!(key1_ref: Users);
        MM_REF!(key2_ref: Users);
        let key1 = match get_futex_key(mm, true, &mut key1_ref) {
            Ok(key) => key,
            Err(error) => return Err(error),
        };
        let key2 = get_futex_key(mm, second, &mut key2_ref);
        let Ok(key2) = key2 else {
            put_futex_key(&key1, key1_ref);
            return Err(-14);
        };
        let users = mm.users.count();
        let result = 'out: {
            if tries > 5 {
                break 'out Err(-22);
            }
            Ok(users)
        };
        put_futex_key(&key2, key2_ref);
        put_futex_key(&key1, key1_ref);
        if tries > 0 && result.is_ok() {
            tries -= 1;
            continue 'retry;
        }
        return result;
    }
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    assert_eq!(futex_wake(&mm, false, &mut vec![]), Err(-14));
    assert_eq!(futex_wake(&mm, true, &mut vec![Fault::Private, Fault::Retry]), Ok(1));
    assert_eq!(futex_wake(&mm, true, &mut vec![Fault::Failed, Fault::Retry]), Err(-11));
    assert_eq!(futex_wake_op(&mm, true, 3), Ok(3));
    assert_eq!(futex_wake_op(&mm, false, 3), Err(-14));
    assert_eq!(futex_wake_op(&mm, true, 9), Err(-22));
    assert!(mmref::put(&mm, first));
}
