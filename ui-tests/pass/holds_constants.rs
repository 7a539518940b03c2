use mmref::{MM_REF, RefClass, RefCount, RefCounted, holds_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

fn with_mm(work: impl FnOnce(&Mm)) {
    MM_REF!(first);
    let mm = Mm { users: RefCount::new(&mut first) };
    work(&mm);
    assert_eq!(mm.users.count(), 1);
    assert!(mmref::put(&mm, first));
}

#[holds_ref]
struct Cpu<'a> {
    #[counted(Users)]
    mm: Option<&'a Mm>,
}

#[allow(clippy::declare_interior_mutable_const)]
const IDLE: Cpu<'static> = Cpu { mm: None, mm_ref: MM_REF!(Cpu::mm_ref) };

static BOOT: std::sync::Mutex<Cpu<'static>> = std::sync::Mutex::new(IDLE);

impl Cpu<'_> {
    const fn new() -> Self {
        Self { mm: None, mm_ref: MM_REF!(Self::mm_ref) }
    }
}

#[test]
fn main() {
    let cpus = [IDLE, IDLE, Cpu::new()];
    assert!(cpus.iter().all(|cpu| cpu.mm.is_none()));
    with_mm(|mm| {
        let mut boot = BOOT.lock().unwrap();
        mmref::get(mm, &mut boot.mm_ref);
        assert!(!mmref::put(mm, boot.mm_ref.take()));
    });
}
