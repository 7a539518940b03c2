use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn status(mms: &[Mm], wanted: u32) -> bool {
    MM_REF!(mm_ref: Users);
    let mut found = None;
    for mm in mms {
        if mm.users.count() == wanted {
            mmref::get(mm, &mut mm_ref);
            found = Some(mm);
            break;
        }
    }
    if let Some(mm) = found {
        assert!(!mmref::put(mm, mm_ref));
    }
    found.is_some()
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    let mms = std::slice::from_ref(&mm);
    assert!(status(mms, 1) && !status(mms, 2) && !status(&[], 1));
    assert!(mmref::put(&mm, first));
}
