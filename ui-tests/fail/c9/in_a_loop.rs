use mmref::{MM_REF, balances_refs};
use prelude::{Users, find};

#[balances_refs]
fn sum(pids: &[u32]) -> u64 {
    let mut sum = 0;
    for pid in pids {
        MM_REF!(mm_ref: Users);
        let Some(mm) = find(*pid, &mut mm_ref) else { continue };
        let _ = mmref::put(mm, mm_ref);
        sum += mm.size; //~ C9
    }
    sum
}

fn main() {}
