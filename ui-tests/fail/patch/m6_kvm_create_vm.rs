use mmref::MmRef;
use prelude::kernel::{Mm, MmCount};

struct Kvm<'a> {
    mm: &'a Mm,
    mm_ref: MmRef<MmCount>,
}

fn kvm_create_vm(mm: &Mm) -> Kvm<'_> {
    let mut kvm: Kvm<'_>;
    mmref::get(mm, &mut kvm.mm_ref); //~ E0381
    kvm.mm = mm;
    kvm
}

fn main() {}
