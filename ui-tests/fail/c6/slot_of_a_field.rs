use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

struct Task {
    mm_ref: MmRef<Users>,
}

#[balances_refs]
fn init(mm: &Mm) -> Option<Task> {
    let mut mm_ref = MM_REF!(Task::mm_ref);
    mmref::get(mm, &mut mm_ref);
    if mm.users.count() > 100 {
        return None;
    }
    Some(Task { mm_ref })
}

fn main() {}
