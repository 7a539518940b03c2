use mmref::{MM_REF, RefClass, RefCount, balances_refs};

#[derive(RefClass)]
struct Users;

static USERS: RefCount<Users> = RefCount::untracked(1);

#[mmref::test(inner = allow(dead_code))]
#[balances_refs]
fn reads() {
    MM_REF!(mm_ref);
    USERS.get(&mut mm_ref);
}

fn main() {}
