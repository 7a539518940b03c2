use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, acquires_ref, requires_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

trait Lookup {
    #[acquires_ref(Users)]
    fn find(&self, name: &str) -> Option<&Mm>;

    /// Has a body to fall back on.
    #[requires_ref(Users)]
    fn size(&self) -> usize {
        4096
    }

    #[acquires_ref(Users)]
    fn first<'a>(of: &'a [Mm]) -> Option<&'a Mm>
    where
        Self: Sized;
}

struct Table(Vec<Mm>);

impl Lookup for Table {
    #[acquires_ref(Users)]
    fn find(&self, _: &str) -> Option<&Mm> {
        Self::first(&self.0, mm_ref)
    }

    #[acquires_ref(Users)]
    fn first(of: &[Mm]) -> Option<&Mm> {
        of.first().inspect(|mm| mmref::get(*mm, mm_ref))
    }
}

#[mmref::balances_refs]
#[test]
fn main() {
    let mut first = MmRef::new();
    let table = Table(vec![Mm { users: RefCount::new(&mut first) }]);
    MM_REF!(second: Users);
    let dynamic: &dyn Lookup = &table;
    let mm = dynamic.find("", &mut second).unwrap();
    assert_eq!(dynamic.size(&second), 4096);
    assert!(!mmref::put(mm, second));
    assert!(mmref::put(mm, first));
}
