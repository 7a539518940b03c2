use std::sync::Arc;

use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn on_another_thread(mm: &Arc<Mm>) -> u32 {
    MM_REF!(mm_ref: Users);
    mmref::get(&**mm, &mut mm_ref);
    let shared = Arc::clone(mm);
    let worker = std::thread::spawn(move || {
        let users = shared.users.count();
        assert!(!mmref::put(&*shared, mm_ref));
        users
    });
    worker.join().unwrap()
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Arc::new(Mm { users: RefCount::new(&mut first) });
    assert_eq!(on_another_thread(&mm), 2);
    assert!(mmref::put(&*mm, first));
}
