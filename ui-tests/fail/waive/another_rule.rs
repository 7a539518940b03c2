use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
#[mmref::waive(C7, reason = "pinned for ever")] //~ waive: this silences nothing (C7); and C6 at the end
fn pin(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
} //~ C6: `mm_ref` may still be held at the end of the function (acquired on line 16)

fn main() {}
