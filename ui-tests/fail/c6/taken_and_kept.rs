use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn exec(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let old_ref = mm_ref.take();
    println!("{old_ref:?}");
} //~ C6: `old_ref` may still be held at the end of the function (acquired on line 15)

fn main() {}
