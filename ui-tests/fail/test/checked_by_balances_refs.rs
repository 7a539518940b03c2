use mmref::{MM_REF, RefCount, balances_refs};
use prelude::Users;

static USERS: RefCount<Users> = RefCount::untracked(1);

#[mmref::test(inner = allow(dead_code))]
#[balances_refs]
fn reads() {
    MM_REF!(mm_ref);
    USERS.get(&mut mm_ref);
} //~ C6

fn main() {}
