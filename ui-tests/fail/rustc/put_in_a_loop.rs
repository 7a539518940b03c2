use mmref::{MmRef, RefClass, RefCount, RefCounted};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

fn status(mms: &[Mm], held: MmRef<Users>) {
    for mm in mms {
        let _last = mmref::put(mm, held);
    }
}

fn main() {}
