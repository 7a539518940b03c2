use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, acquires_ref, releases_ref, requires_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

macro_rules! accessors {
    ($get:ident, $put:ident, $check:ident, $class:ty, $object:ty, $param:ident) => {
        #[acquires_ref(slot: $class)]
        fn $get($param: &$object) -> Option<&$object> {
            let found = Some($param)?;
            mmref::get(found, slot);
            Some(found)
        }

        #[releases_ref(slot: $class)]
        fn $put($param: &$object) -> bool {
            mmref::put($param, slot)
        }

        #[requires_ref($class)]
        fn $check($param: &$object) -> bool {
            $param.users.count() > 0
        }
    };
}

accessors!(mmget, mmput, check, Users, Mm, mm);

macro_rules! with_body {
    ($name:ident, $class:ident, $body:block) => {
        #[acquires_ref(mm_ref: $class)]
        fn $name(mm: &Mm) -> bool {
            if mm.users.count() == 0 {
                return false;
            }
            mmref::get(mm, mm_ref);
            $body
        }
    };
}

with_body!(get_with_body, Users, {
    let found = true;
    found
});

#[mmref::balances_refs]
#[test]
fn main() {
    let mut first = MmRef::new();
    let mm = Mm { users: RefCount::new(&mut first) };
    MM_REF!(second: Users);
    let same = mmget(&mm, &mut second).unwrap();
    assert!(check(same, &second));
    assert!(!mmput(same, second));
    MM_REF!(third: Users);
    assert!(get_with_body(&mm, &mut third));
    assert!(!mmput(&mm, third));
    assert!(mmref::put(&mm, first));
}
