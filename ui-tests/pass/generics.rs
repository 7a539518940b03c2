use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, acquires_ref, releases_ref, requires_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}


#[acquires_ref(C)]
fn get_any<C: RefClass, O: RefCounted<C>>(object: &O) -> &O {
    mmref::get(object, mm_ref);
    object
}

#[requires_ref(C)]
fn nth<'a, C, O, const N: usize>(objects: &'a [O; N], index: usize) -> Option<&'a O>
where
    C: RefClass,
    O: RefCounted<C>,
{
    objects.get(index)
}

#[releases_ref(C)]
fn put_any<C: RefClass>(object: &impl RefCounted<C>) -> bool {
    mmref::put(object, mm_ref)
}

#[derive(RefClass)]
struct Kind<T>(T);

#[derive(RefCounted)]
struct Slab<T: Send + Sync + 'static, const N: usize>(#[ref_count] RefCount<Kind<T>>, [u8; N]);

#[mmref::balances_refs]
#[test]
fn main() {
    let mut first = MmRef::new();
    let mm = Mm { users: RefCount::new(&mut first) };
    MM_REF!(second: Users);
    assert!(!put_any(get_any(&mm, &mut second), second));
    assert!(nth(&[(); 0].map(|()| -> Mm { unreachable!() }), 0, &first).is_none());

    MM_REF!(slab_ref: Kind<u32>);
    let slab = Slab(RefCount::new(&mut slab_ref), [0; 4]);
    assert!(put_any(&slab, slab_ref));
    assert_eq!(slab.1.len(), 4);
    assert!(mmref::put(&mm, first));
}
