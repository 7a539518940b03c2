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
#[mmref::waive(C6, reason = "a live mm has users, and then it is put")]
fn function(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    if mm.users.count() > 0 {
        mmput(mm, mm_ref);
    }
}

#[balances_refs]
fn statement(mm: &Mm, none: &[u32]) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    #[mmref::waive(C6, reason = "nobody ever passes one")]
    for _ in none {
        return;
    }
    mmput(mm, mm_ref);
}

#[balances_refs]
fn block(mm: &Mm, limit: Option<u32>) -> Option<u32> {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    #[mmref::waive(C6, reason = "callers pass a limit")]
    {
        println!("{}", limit?);
    }
    mmput(mm, mm_ref);
    limit
}

#[mmref::waive(C4, reason = "a live mm has users")]
#[releases_ref(Users)]
fn releasing(mm: &Mm) {
    if mm.users.count() > 0 {
        mmput(mm, mm_ref);
    }
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    function(&mm);
    statement(&mm, &[]);
    assert_eq!(block(&mm, Some(3)), Some(3));
    MM_REF!(held);
    mmref::get(&mm, &mut held);
    releasing(&mm, held);
    assert!(mmref::put(&mm, first));
}
