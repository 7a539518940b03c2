use mmref::{MmRef, RefClass, RefCount, RefCounted, balances_refs};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[derive(RefClass)]
#[ref_class(name = "inode count")]
enum Inode {}

#[derive(RefClass)]
#[ref_class()]
struct Plain {}

#[derive(RefCounted)]
#[allow(dead_code)]
struct Pair(u8, #[ref_count] RefCount<Inode>, #[ref_count] mmref::RefCount<Plain>);

#[derive(RefCounted)]
struct Borrowing<'a, T: ?Sized>
where
    T: Clone,
{
    #[ref_count]
    users: RefCount<Users>,
    data: &'a T,
}

#[balances_refs]
#[test]
fn main() {
    assert_eq!((Inode::NAME, Plain::NAME, Users::NAME), ("inode count", "Plain", "Users"));
    let (mut one, mut two) = (MmRef::<Inode>::new(), MmRef::<Plain>::new());
    let pair = Pair(0, RefCount::new(&mut one), RefCount::new(&mut two));
    assert!(mmref::put(&pair, one) && mmref::put(&pair, two));

    let mut borrowed = MmRef::new();
    let borrowing = Borrowing { users: RefCount::new(&mut borrowed), data: &5 };
    assert!(mmref::put(&borrowing, borrowed));
    assert_eq!((borrowing.data, borrowing.users.count()), (&5, 0));

    let mut first = MmRef::new();
    let mm = Mm { users: RefCount::new(&mut first) };
    assert!(mmref::put(&mm, first));
}
