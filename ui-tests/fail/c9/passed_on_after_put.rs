use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

fn find(_: u32, _: &mut MmRef<Users>) -> Option<&'static Mm> {
    None
}

fn look(_: &Mm) {}

#[balances_refs]
fn status(pid: u32) {
    MM_REF!(mm_ref: Users);
    if let Some(mm) = find(pid, &mut mm_ref) {
        let _ = mmref::put(mm, mm_ref);
        look(mm); //~ C9: `mm` is used, but the only reference to it, `mm_ref`, was given up on line 22
    }
}

fn main() {}
