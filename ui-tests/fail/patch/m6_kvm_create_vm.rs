use mmref::{MmRef, RefClass, RefCount, RefCounted};

#[derive(RefClass)]
struct MmUsers;

#[derive(RefClass)]
struct MmCount;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<MmUsers>,
    #[ref_count]
    count: RefCount<MmCount>,
}

struct Kvm<'a> {
    mm: &'a Mm,
    mm_ref: MmRef<MmCount>,
}

fn kvm_create_vm(mm: &Mm) -> Kvm<'_> {
    let mut kvm: Kvm<'_>;
    mmref::get(mm, &mut kvm.mm_ref);
    kvm.mm = mm;
    kvm
}

fn main() {}
