use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs, releases_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

/// Whoever hears `true` holds the last share: nobody, so neither `other`, has another one of the same object.
#[releases_ref(Users, other: Users)]
fn put_twice(mm: &Mm) -> bool {
    mmref::put(mm, mm_ref) || mmref::put(mm, other)
}

#[balances_refs]
fn in_a_condition(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    MM_REF!(other_ref: Users);
    mmref::get(mm, &mut mm_ref);
    mmref::get(mm, &mut other_ref);
    if mmref::put(mm, mm_ref) || mmref::put(mm, other_ref) {
        println!("the last one");
    }
}

#[balances_refs]
fn without_short_circuit(mm: &Mm) -> bool {
    MM_REF!(mm_ref: Users);
    MM_REF!(other_ref: Users);
    mmref::get(mm, &mut mm_ref);
    mmref::get(mm, &mut other_ref);
    mmref::put(mm, mm_ref) | mmref::put(mm, other_ref)
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    MM_REF!(second);
    MM_REF!(third);
    mmref::get(&mm, &mut second);
    mmref::get(&mm, &mut third);
    assert!(!put_twice(&mm, second, third) && !without_short_circuit(&mm));
    in_a_condition(&mm);
    assert!(mmref::put(&mm, first));
}
