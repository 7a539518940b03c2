use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn status(mm: &Mm, size: Option<u32>) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    match size {
        Some(size) if size > 3 => println!("{}", mmref::put(mm, mm_ref)),
        Some(_) => {}
        None => println!("{}", mmref::put(mm, mm_ref)),
    }
} //~ C6: `mm_ref` may still be held at the end of the function (acquired on line 15; where `Some(_)` matches)

fn main() {}
