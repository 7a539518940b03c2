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

/// A task's reference, which the task gives to its next program.
struct Task<'a> {
    mm: Option<&'a Mm>,
    mm_ref: MmRef<Users>,
    active_ref: MmRef<Users>,
}

#[balances_refs]
impl<'a> Task<'a> {
    fn exec_mmap(&mut self, mm: &'a Mm, mut bprm_ref: MmRef<Users>) {
        MM_REF!(old_ref: Users);
        let old = self.mm.replace(mm);
        if old.is_some() {
            mmref::move_ref(self.mm_ref.take(), &mut old_ref);
        }
        mmref::move_ref(bprm_ref.take(), &mut self.mm_ref);
        if let Some(old) = old {
            mmput(old, old_ref);
        }
    }

    fn bprm_mm_init(&mut self, mm: &'a Mm, fails: bool) -> Result<(), i32> {
        MM_REF!(bprm_ref: Users);
        if !mmref::try_get(mm, &mut bprm_ref) {
            return Err(-12);
        }
        let err = if fails { -7 } else { 0 };
        if err != 0 {
            mmput(mm, bprm_ref);
            return Err(err);
        }
        self.exec_mmap(mm, bprm_ref);
        Ok(())
    }

    fn use_mm(&mut self, mm: &'a Mm) {
        MM_REF!(active_ref: Users);
        mmref::move_ref(self.active_ref.take(), &mut active_ref);
        mmref::get(mm, &mut self.active_ref);
        mmput(mm, active_ref);
    }

    fn exit_mm(&mut self) {
        let Some(mm) = self.mm.take() else {
            return;
        };
        mmref::get(mm, &mut self.active_ref);
        mmput(mm, self.mm_ref.take());
        self.use_mm(mm);
        mmput(mm, self.active_ref.take());
    }
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    let mut task = Task { mm: None, mm_ref: MM_REF!(), active_ref: MM_REF!() };
    task.exit_mm();
    assert_eq!(task.bprm_mm_init(&mm, true), Err(-7));
    assert_eq!(task.bprm_mm_init(&mm, false), Ok(()));
    assert_eq!(task.bprm_mm_init(&mm, false), Ok(()));
    task.exit_mm();
    assert!(mmref::put(&mm, first));
}
