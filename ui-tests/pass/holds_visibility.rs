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

mod kvm {
    use mmref::{MM_REF, holds_ref};

    #[holds_ref]
    pub struct Kvm {
        #[counted(mm_ref: super::Users)]
        pub mm: u8,
        #[counted(notifier_ref: super::Users)]
        pub(crate) notifier: u8,
        #[counted(private_ref: super::Users)]
        private: u8,
    }

    impl Kvm {
        pub fn new() -> Self {
            Self {
                mm: 1,
                mm_ref: MM_REF!(Self::mm_ref),
                notifier: 2,
                notifier_ref: MM_REF!(Kvm::notifier_ref),
                private: 3,
                private_ref: MM_REF!(self::Kvm::private_ref),
            }
        }

        pub fn sum(&self) -> u8 {
            self.mm + self.notifier + self.private
        }
    }
}

#[holds_ref]
struct Other {
    #[counted(crate::holds_visibility::Users)]
    _kvm: kvm::Kvm,
}

#[test]
fn main() {
    with_mm(|mm| {
        let mut kvm = kvm::Kvm::new();
        mmref::get(mm, &mut kvm.mm_ref);
        mmref::move_ref(kvm.mm_ref.take(), &mut kvm.notifier_ref);
        assert_eq!(kvm.sum(), 6);
        assert!(!mmref::put(mm, kvm.notifier_ref.take()));
        drop(Other { _kvm: kvm, mm_ref: MM_REF!(crate::holds_visibility::Other::mm_ref) });
        let _ = MM_REF!(kvm::Kvm::mm_ref);
    });
}
