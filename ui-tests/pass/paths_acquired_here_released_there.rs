use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, balances_refs, releases_ref};

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

struct Private<'a> {
    mm: Option<&'a Mm>,
    mm_ref: MmRef<Users>,
}

#[balances_refs]
impl<'a> Private<'a> {
    fn open() -> Self {
        Self { mm: None, mm_ref: MM_REF!() }
    }

    fn start(&mut self, mm: &'a Mm) -> bool {
        if self.mm.is_some() || !mmref::try_get(mm, &mut self.mm_ref) {
            return false;
        }
        self.mm = Some(mm);
        true
    }

    fn start_on_the_stack(&mut self, mm: &'a Mm) {
        MM_REF!(mm_ref: Users);
        mmref::get(mm, &mut mm_ref);
        self.mm = Some(mm);
        mmref::move_ref(mm_ref, &mut self.mm_ref);
    }

    fn stop(&mut self) {
        if let Some(mm) = self.mm.take() {
            mmput(mm, self.mm_ref.take());
        }
    }

    fn stop_on_the_stack(&mut self) {
        MM_REF!(mm_ref: Users);
        let Some(mm) = self.mm.take() else { return };
        mmref::move_ref(self.mm_ref.take(), &mut mm_ref);
        mmput(mm, mm_ref);
    }
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    let mut private = Private::open();
    private.stop();
    assert!(private.start(&mm) && !private.start(&mm));
    private.stop();
    private.start_on_the_stack(&mm);
    private.stop_on_the_stack();
    private.stop_on_the_stack();
    assert!(mmref::put(&mm, first));
}
