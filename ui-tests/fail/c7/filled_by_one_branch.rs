use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn status(mm: &Mm, early: bool) {
    MM_REF!(mm_ref: Users);
    if early {
        mmref::get(mm, &mut mm_ref);
        println!("early");
    }
    mmref::get(mm, &mut mm_ref); //~ C7: `mm_ref` is filled while it may still be held (acquired on line 16, where `early` is true)
    let _ = mmref::put(mm, mm_ref);
}

fn main() {}
