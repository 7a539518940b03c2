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

struct Status(i32);

impl mmref::Outcome for Status {
    fn is_success(&self) -> bool {
        self.0 >= 0
    }
}

#[acquires_ref(Users)]
fn get_futex_key(mm: &Mm, mapped: bool) -> Status {
    if !mapped {
        return Status(-14);
    }
    mmref::get(mm, mm_ref);
    Status(0)
}

#[acquires_ref(Users)]
fn by_another_name(mm: &Mm, mapped: bool) -> Status {
    let status = get_futex_key(mm, mapped, mm_ref);
    if status.0 < 0 {
        return status;
    }
    Status(7)
}

#[balances_refs]
fn futex_wake(mm: &Mm, mapped: bool) -> i32 {
    MM_REF!(key_ref: Users);
    let status = by_another_name(mm, mapped, &mut key_ref);
    if status.0 >= 0 {
        mmput(mm, key_ref);
    }
    status.0
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    assert_eq!([futex_wake(&mm, true), futex_wake(&mm, false)], [7, -14]);
    assert!(mmref::put(&mm, first));
}
