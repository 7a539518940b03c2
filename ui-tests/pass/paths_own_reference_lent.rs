use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, acquires_ref, requires_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[acquires_ref(Users)]
fn mmget(mm: &Mm) {
    mmref::get(mm, mm_ref);
}

#[acquires_ref(Users)]
fn try_mmget(mm: &Mm) -> bool {
    mmref::try_get(mm, mm_ref)
}

#[requires_ref(Users)]
fn count(mm: &Mm) -> u32 {
    mm.users.count()
}

fn show<T>(_: &T) {}

/// Who fills it is one function, and who is vouched with is another one, as often as it likes.
#[acquires_ref(Users)]
fn vouched_twice(mm: &Mm) -> u32 {
    mmget(mm, mm_ref);
    count(mm, mm_ref) + count(mm, mm_ref)
}

/// Nobody knows who of the two fills it.
#[acquires_ref(Users)]
fn shown_before_and_after(mm: &Mm) {
    show(mm_ref);
    mmget(mm, mm_ref);
    show(mm_ref);
    show(mm_ref);
}

#[acquires_ref(Users)]
fn until_it_succeeds(mms: &[Mm]) -> Option<&Mm> {
    for mm in mms {
        if try_mmget(mm, mm_ref) {
            return Some(mm);
        }
    }
    None
}

#[acquires_ref(Users)]
fn another_one_instead(mm: &Mm, other: &Mm) {
    mmget(mm, mm_ref);
    assert!(!mmref::put(mm, mm_ref.take()));
    mmget(other, mm_ref);
}

#[acquires_ref(Users)]
fn one_of_two(mm: &Mm, other: &Mm, second: bool) {
    if second {
        mmget(other, mm_ref);
    } else {
        mmget(mm, mm_ref);
    }
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = [Mm { users: RefCount::new(&mut first) }];
    let given_up = |run: &dyn Fn(&mut MmRef<Users>)| {
        MM_REF!(mm_ref);
        run(&mut mm_ref);
        assert!(!mmref::put(&mm[0], mm_ref));
    };
    given_up(&|mm_ref| assert_eq!(vouched_twice(&mm[0], mm_ref), 4));
    given_up(&|mm_ref| shown_before_and_after(&mm[0], mm_ref));
    given_up(&|mm_ref| assert!(until_it_succeeds(&mm, mm_ref).is_some()));
    given_up(&|mm_ref| another_one_instead(&mm[0], &mm[0], mm_ref));
    given_up(&|mm_ref| one_of_two(&mm[0], &mm[0], true, mm_ref));
    assert!(mmref::put(&mm[0], first));
}
