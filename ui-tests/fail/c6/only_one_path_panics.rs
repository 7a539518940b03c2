use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn status(mm: &Mm, kind: u8) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    match kind {
        0 => panic!("no such kind"),
        1 => println!("{}", mmref::put(mm, mm_ref)),
        _ => println!("ignored"),
    }
} //~ C6: `mm_ref` may still be held at the end of the function (acquired on line 15; where `_` matches)

fn main() {}
