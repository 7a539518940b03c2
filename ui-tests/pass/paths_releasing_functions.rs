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

#[releases_ref(Users)]
fn both_branches(mm: &Mm, quiet: bool) -> bool {
    if quiet {
        return mmref::put(mm, mm_ref);
    }
    println!("loud");
    mmref::put(mm, mm_ref)
}

#[releases_ref(Users)]
fn every_arm(mm: &Mm, kind: u8) {
    match kind {
        0 => mmput(mm, mm_ref),
        1 => drop(both_branches(mm, true, mm_ref)),
        _ => both(mm, {
            println!("kept until now");
            mm_ref
        }),
    }
}

#[releases_ref(Users)]
fn both(mm: &Mm) {
    let held = mm_ref;
    mmput(mm, held);
}

#[releases_ref(Users)]
fn moved(mm: &Mm) {
    MM_REF!(held);
    mmref::move_ref(mm_ref, &mut held);
    mmput(mm, held);
}

#[releases_ref(Users)]
fn taken(mm: &Mm) {
    let mut mm_ref = mm_ref;
    mmput(mm, mm_ref.take());
}

#[releases_ref(Users)]
fn after_a_loop(mm: &Mm, mut rounds: u32) -> u32 {
    while rounds > 0 {
        rounds -= 1;
        if rounds == 3 {
            mmput(mm, mm_ref);
            return rounds;
        }
    }
    mmput(mm, mm_ref);
    0
}

#[releases_ref(Users)]
fn in_a_closure(mm: &Mm) {
    let finish = || mmput(mm, mm_ref);
    finish();
}

#[releases_ref(Users)]
fn or_never(mm: &Mm, broken: bool) {
    if broken {
        panic!("it is broken");
    }
    mmput(mm, mm_ref);
}

#[balances_refs]
#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    let held = || {
        MM_REF!(held);
        mmref::get(&mm, &mut held);
        held
    };
    assert!(!both_branches(&mm, true, held()) && !both_branches(&mm, false, held()));
    (0..3).for_each(|kind| every_arm(&mm, kind, held()));
    moved(&mm, held());
    taken(&mm, held());
    assert_eq!([after_a_loop(&mm, 2, held()), after_a_loop(&mm, 9, held())], [0, 3]);
    in_a_closure(&mm, held());
    or_never(&mm, false, held());
    assert!(mmref::put(&mm, first));
}
