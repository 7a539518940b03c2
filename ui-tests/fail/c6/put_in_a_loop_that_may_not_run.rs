use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn wait(mm: &Mm, tries: u32) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    for _ in 0..tries {
        println!("{}", mmref::put(mm, mm_ref));
        break;
    }
} //~ C6: `mm_ref` may still be held at the end of the function (acquired on line 15; where the loop is not entered)

fn main() {}
