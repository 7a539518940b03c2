use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn walk(mms: &[Mm], counts: &[Option<u32>]) {
    for (mm, count) in mms.iter().zip(counts) {
        MM_REF!(mm_ref: Users);
        mmref::get(mm, &mut mm_ref);
        let Some(count) = count else { break }; //~ C6: `mm_ref` may still be held when this `break` leaves the loop (acquired on line 16)
        println!("{count} {}", mmref::put(mm, mm_ref));
    }
}

fn main() {}
