use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn status(mm: &Mm) {
    MM_REF!(held: Users);
    mmref::get(mm, &mut held);
    loop {
        if mmref::put(mm, held) {
            break;
        }
    }
}

fn main() {}
