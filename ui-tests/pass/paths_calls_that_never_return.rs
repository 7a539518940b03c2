use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[balances_refs]
mod oops {
    use super::{Mm, Users};
    use mmref::MM_REF;

    fn die(why: &str) -> ! {
        eprintln!("{why}");
        std::process::exit(1)
    }

    struct Machine;

    impl Machine {
        fn halt(&self) -> ! {
            die("halted")
        }
    }

    pub fn status(mm: &Mm, kind: u32) -> u32 {
        MM_REF!(mm_ref: Users);
        mmref::get(mm, &mut mm_ref);
        if kind == 1 {
            die("one");
        }
        let users = match kind {
            0 => mm.users.count(),
            2 => Machine.halt(),
            3 => self::die("three"),
            _ => die("others"),
        };
        assert!(!mmref::put(mm, mm_ref));
        users
    }
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    assert_eq!(oops::status(&mm, 0), 2);
    assert!(mmref::put(&mm, first));
}
