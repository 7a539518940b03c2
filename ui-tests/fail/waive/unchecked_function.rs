use mmref::{MM_REF, RefClass, RefCount, RefCounted};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[mmref::waive(C6, reason = "pinned for ever")] //~ waive: this silences nothing: the function is not checked
fn pin(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
}

fn main() {}
