use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
    size: u64,
}

fn find(_: u32, _: &mut MmRef<Users>) -> Option<&'static Mm> {
    None
}

#[balances_refs]
fn sum(pids: &[u32]) -> u64 {
    let mut sum = 0;
    for pid in pids {
        MM_REF!(mm_ref: Users);
        let Some(mm) = find(*pid, &mut mm_ref) else { continue };
        let _ = mmref::put(mm, mm_ref);
        sum += mm.size; //~ C9: `mm` is used, but the only reference to it, `mm_ref`, was given up on line 23
    }
    sum
}

fn main() {}
