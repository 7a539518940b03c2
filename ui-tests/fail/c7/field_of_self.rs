use mmref::{MmRef, RefClass, RefCount, RefCounted, acquires_ref, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

struct Cpu {
    old: MmRef<Users>,
    new: MmRef<Users>,
}

#[balances_refs]
impl Cpu {
    #[acquires_ref(Users)]
    fn switch(&mut self, mm: &Mm) {
        mmref::get(mm, mm_ref);
        mmref::get(mm, &mut self.new);
        mmref::move_ref(self.old.take(), &mut self.new); //~ C7: `self.new` is filled while it is still held
    }
}

fn main() {}
