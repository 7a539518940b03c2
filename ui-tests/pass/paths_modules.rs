use mmref::{MM_REF, RefClass, RefCount, RefCounted, acquires_ref, balances_refs, releases_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
mod procfs {
    use super::{MM_REF, Mm, Users, acquires_ref, balances_refs, releases_ref};

    pub const KINDS: u32 = 3;
    static NAME: &str = "procfs";

    #[acquires_ref(Users)]
    fn find(mm: &Mm, kind: u32) -> Option<&Mm> {
        (kind < KINDS).then_some(())?;
        mmref::get(mm, mm_ref);
        Some(mm)
    }

    #[releases_ref(Users)]
    pub fn mmput(mm: &Mm) {
        assert!(!mmref::put(mm, mm_ref), "{NAME}");
    }

    pub fn status(mm: &Mm, kind: u32) -> Option<u32> {
        MM_REF!(mm_ref: Users);
        let mm = find(mm, kind, &mut mm_ref)?;
        let users = mm.users.count();
        mmput(mm, mm_ref);
        Some(users)
    }

    pub mod deeper {
        use super::*;

        pub struct Walker<'a>(pub &'a Mm);

        impl Walker<'_> {
            pub fn walk(&self) -> u32 {
                (0..).map_while(|kind| status(self.0, kind)).sum()
            }
        }

        #[balances_refs]
        pub fn marked_again(mm: &Mm) {
            MM_REF!(mm_ref: Users);
            mmref::get(mm, &mut mm_ref);
            mmput(mm, mm_ref);
        }
    }
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    assert_eq!([procfs::status(&mm, 0), procfs::status(&mm, procfs::KINDS)], [Some(2), None]);
    assert_eq!(procfs::deeper::Walker(&mm).walk(), 6);
    procfs::deeper::marked_again(&mm);
    assert!(mmref::put(&mm, first));
}
