use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, SharedRef, holds_ref};

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
pub(crate) struct Slab<'a, T: Clone + 'static, const N: usize = 2, U: ?Sized = str>
where
    T: Send,
{
    #[counted(r#ref: Kind<T>)]
    values: [&'a T; N],
    #[counted(shared_ref: Users, shared)]
    rest: Box<U>,
}

struct Kind<T>(T);

impl<T: 'static> RefClass for Kind<T> {
    const NAME: &'static str = "kind";
}

impl<'a, T: Clone + Send + 'static, const N: usize> Slab<'a, T, N> {
    fn new(values: [&'a T; N]) -> Self {
        Self { values, r#ref: MM_REF!(Self::r#ref), rest: "".into(), shared_ref: MM_REF!(Self::shared_ref) }
    }
}

// Never put together: it is there all the same.
#[holds_ref]
struct Unused<T> {
    #[counted(Users)]
    _value: T,
}

#[test]
fn main() {
    let slab = Slab::new([&1u8; 3]);
    let _: (&MmRef<Kind<u8>>, &SharedRef<Users>) = (&slab.r#ref, &slab.shared_ref);
    assert_eq!((slab.values, &*slab.rest), ([&1; 3], ""));
    let one: Slab<'_, u8, 1> =
        Slab { values: [&1], r#ref: MM_REF!(<Slab<'_, u8, 1>>::r#ref), rest: "".into(), shared_ref: SharedRef::new() };
    assert_eq!(one.values, [&1]);
    with_mm(|_| ());
    let _: Option<Unused<u8>> = None;
}
