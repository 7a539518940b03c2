use mmref::{MM_REF, RefClass, RefCount, RefCounted, balances_refs, releases_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[releases_ref(Users)]
fn mmput(mm: &Mm) {
    if mmref::put(mm, mm_ref) {
        println!("the last one");
    }
}

#[balances_refs]
unsafe extern "C" fn from_c(mm: *const Mm) -> u32 {
    MM_REF!(mm_ref: Users);
    // SAFETY: the caller passes a live one.
    let mm = unsafe { &*mm };
    mmref::get(mm, &mut mm_ref);
    let users = mm.users.count();
    mmput(mm, mm_ref);
    users
}

#[balances_refs]
fn generic<T, F: FnOnce(&Mm) -> T>(mm: &Mm, look: F) -> T
where
    T: Default,
{
    MM_REF!(mm_ref: Users);
    if !mmref::try_get(mm, &mut mm_ref) {
        return T::default();
    }
    let seen = look(mm);
    mmput(mm, mm_ref);
    seen
}

#[balances_refs]
fn opaque(mm: &Mm) -> impl Iterator<Item = u32> + use<> {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let users = mm.users.count();
    mmput(mm, mm_ref);
    (0..users).rev()
}

#[balances_refs(crate = ::mmref)]
fn under_a_path(mm: &Mm) {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    mmput(mm, mm_ref);
}

#[balances_refs]
fn holds_nothing(text: &str) -> Result<u32, std::num::ParseIntError> {
    Ok(text.parse::<u32>()? + 1)
}

#[balances_refs]
fn raw_identifier(mm: &Mm) {
    MM_REF!(r#ref: Users);
    mmref::get(mm, &mut r#ref);
    mmput(mm, r#ref);
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    // SAFETY: it is alive.
    assert_eq!(unsafe { from_c(&mm) }, 2);
    assert_eq!(generic(&mm, |mm| mm.users.count()), 2);
    assert_eq!(opaque(&mm).collect::<Vec<_>>(), [1, 0]);
    under_a_path(&mm);
    assert!(holds_nothing("x").is_err() && holds_nothing("7") == Ok(8));
    raw_identifier(&mm);
    assert!(mmref::put(&mm, first));
}
