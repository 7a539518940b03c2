use mmref::{MmRef, acquires_ref, balances_refs};
use prelude::{Mm, Users};

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
        mmref::move_ref(self.old.take(), &mut self.new); //~ C7
    }
}

fn main() {}
