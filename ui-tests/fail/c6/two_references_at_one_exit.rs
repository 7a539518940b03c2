use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn both(mm: &Mm, busy: bool) {
    MM_REF!(mm_ref: Users);
    MM_REF!(other_ref: Users);
    mmref::get(mm, &mut mm_ref);
    mmref::get(mm, &mut other_ref);
    if busy {
        return; //~ C6: twice: `mm_ref` (acquired on line 16), `other_ref` (acquired on line 17)
    }
    println!("{}", mmref::put(mm, mm_ref) | mmref::put(mm, other_ref));
}

fn main() {}
