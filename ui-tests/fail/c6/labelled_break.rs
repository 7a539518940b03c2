use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
fn walk(mms: &[Mm], wanted: &[u32]) {
    'mms: for mm in mms {
        MM_REF!(mm_ref: Users);
        mmref::get(mm, &mut mm_ref);
        for count in wanted {
            if mm.users.count() == *count {
                break 'mms; //~ C6: `mm_ref` may still be held when this `break 'mms` leaves the loop (acquired on line 16)
            }
        }
        let _ = mmref::put(mm, mm_ref);
    }
}

fn main() {}
