//! Each operator on a small function.

use super::mutants;

/// The file `user` after an operator. It must be Rust.
fn of(operator: &str, user: &str) -> String {
    let mutants = mutants(user).into_iter().filter(|mutant| mutant.operator == operator);
    let diffs = mutants.map(|mutant| {
        assert!(syn::parse_file(&mutant.text).is_ok(), "{}", mutant.text);
        format!("{}:{}\n{}", mutant.function, mutant.line, mutant.diff)
    });
    diffs.collect::<Vec<_>>().join("\n\n")
}

const TEMPORARY: &str = "
fn size(task: &Task) -> Option<u64> {
    MM_REF!(mm_ref: MmUsers);
    let mm = get_task_mm(task, &mut mm_ref)?;
    let size = task_mem(mm, &mm_ref);
    mmput(mm, mm_ref);
    Some(size)
}
";

const TWO: &str = "
fn compare(one: &Task, other: &Task) -> bool {
    MM_REF!(one_ref: MmUsers);
    MM_REF!(other_ref: MmUsers);
    MM_REF!(lazy_ref: MmCount);
    let Some(one_mm) = get_task_mm(one, &mut one_ref) else { return false };
    let Some(other_mm) = get_task_mm(other, &mut other_ref) else {
        mmput(one_mm, one_ref);
        return false;
    };
    let same = task_mem(one_mm, &one_ref) == task_mem(other_mm, &other_ref);
    mmput(one_mm, one_ref);
    mmput(other_mm, other_ref);
    same
}
";

const LOOP: &str = "
fn walk(tasks: &[Task], limit: u64) -> u64 {
    let mut total = 0;
    for task in tasks {
        MM_REF!(mm_ref: MmUsers);
        let Some(mm) = get_task_mm(task, &mut mm_ref) else { continue };
        let size = task_mem(mm, &mm_ref);
        mmput(mm, mm_ref);
        total += size;
    }
    total
}
";

const CONDITIONAL: &str = "
fn read(file: &File) -> Result<u64, Errno> {
    MM_REF!(mm_ref: MmUsers);
    if !mmget_not_zero(file.mm, &mut mm_ref) {
        return Err(Errno::Esrch);
    }
    let size = task_mem(file.mm, &mm_ref);
    mmput(file.mm, mm_ref);
    Ok(size)
}
";

const STORED: &str = "
fn adopt(task: &mut Task, mm: &Mm) {
    MM_REF!(mm_ref: MmUsers);
    mmget(mm, &mut mm_ref);
    move_ref(mm_ref, &mut task.mm_ref);
    MM_REF!(lazy_ref: MmCount);
    mmgrab(mm, &mut lazy_ref);
    task.lazy_ref.store(lazy_ref);
}

fn release(task: &mut Task, mm: &Mm) {
    let mm_ref = task.mm_ref.take();
    mmput(mm, mm_ref);
    mmdrop(mm, task.lazy_ref.take());
}
";

const LITERAL: &str = "
fn fork(mm: &Mm) -> Task {
    MM_REF!(mm_ref: MmUsers);
    mmget(mm, &mut mm_ref);
    Task { mm: Some(mm.clone()), mm_ref, lazy_ref: SharedRef::new() }
}
";

const WRAPPED: &str = "
struct Shared {
    mm_ref: Mutex<MmRef<MmUsers>>,
}

fn share(mm: &Mm) -> Shared {
    MM_REF!(users_ref: MmUsers);
    mmget(mm, &mut users_ref);
    Shared { mm_ref: Mutex::new(users_ref) }
}
";

const ACQUIRING: &str = "
#[acquires_ref(MmUsers)]
fn current_mm(task: &Task) -> Option<&Mm> {
    let mm = task.mm.as_ref()?;
    if mm.is_dying() {
        return None;
    }
    mmget(mm, mm_ref);
    Some(mm)
}
";

const NEW: &str = "
#[acquires_ref(users_ref: MmUsers, other_ref: MmUsers)]
fn mm_init() -> Mm {
    Mm { users: RefCount::new(users_ref), others: RefCount::new(other_ref) }
}

fn mm_alloc() -> Mm {
    MM_REF!(first: MmUsers);
    MM_REF!(second: MmUsers);
    let mm = mm_init(&mut first, &mut second);
    keep(first, second);
    mm
}
";

const METHODS: &str = "
impl Mm {
    #[acquires_ref(MmUsers)]
    fn get(&self) {
        self.users.get(mm_ref);
    }

    #[releases_ref(MmUsers)]
    fn put(&self) {
        if self.users.put(mm_ref) {
            self.free();
        }
    }
}
";

macro_rules! operators {
    ($($test:ident: $operator:literal of $($program:ident),+;)+) => {
        $(
            #[test]
            fn $test() {
                let found = [$(of($operator, $program)),+].join("\n\n");
                insta::assert_snapshot!(found);
            }
        )+
    };
}

operators! {
    drop_get: "drop-get" of STORED, ACQUIRING, CONDITIONAL, NEW, METHODS;
    drop_put: "drop-put" of TEMPORARY, STORED, METHODS;
    drop_move: "drop-move" of STORED;
    drop_take: "drop-take" of STORED;
    repeat_get: "repeat-get" of TEMPORARY, CONDITIONAL, ACQUIRING, METHODS;
    repeat_put: "repeat-put" of TEMPORARY, METHODS;
    put_other_reference: "put-other-reference" of TWO;
    vouch_other_reference: "vouch-other-reference" of TWO;
    fill_other_slot: "fill-other-slot" of TWO;
    move_other_slot: "move-other-slot" of MOVES;
    swap_references: "swap-references" of NEW;
    put_other_object: "put-other-object" of TWO;
    get_other_object: "get-other-object" of TWO, SHADOWED;
    other_class_call: "other-class-call" of STORED;
    other_class_slot: "other-class-slot" of TEMPORARY;
    leave_return: "leave-return" of TEMPORARY, CONDITIONAL, ACQUIRING, RELEASING, HANDED_OVER, IN_A_CLOSURE;
    leave_question: "leave-question" of TEMPORARY, CONDITIONAL, LOOP;
    leave_break: "leave-break" of LOOP, TEMPORARY;
    leave_continue: "leave-continue" of LOOP, AROUND_A_LOOP, IN_A_CLOSURE;
    put_before_use: "put-before-use" of TEMPORARY, LOOP;
    put_at_once: "put-at-once" of LONG;
    free_early: "free-early" of METHODS;
    get_unchecked: "get-unchecked" of CONDITIONAL;
    ignore_failure: "ignore-failure" of CONDITIONAL;
    succeed_without_get: "succeed-without-get" of ACQUIRING, METHODS;
    forget_field: "forget-field" of LITERAL, WRAPPED;
    store_pointer_only: "store-pointer-only" of STORED, LITERAL, WRAPPED;
}

/// The first `mm` is not an object.
const SHADOWED: &str = "
fn borrow(task: &Task, other: &Mm) {
    MM_REF!(mm_ref: MmUsers);
    MM_REF!(other_ref: MmUsers);
    let mm = task.mm();
    mmget(other, &mut other_ref);
    if let Some(mm) = mm {
        mmget(mm, &mut mm_ref);
        keep(mm_ref, other_ref);
    }
}
";

const MOVES: &str = "
fn rotate(previous: &mut Task, next: &mut Task, mm: &Mm) {
    MM_REF!(mm_ref: MmUsers);
    mmget(mm, &mut mm_ref);
    move_ref(mm_ref, &mut next.mm_ref);
    move_ref(next.mm_ref.take(), &mut previous.mm_ref);
}
";

const RELEASING: &str = "
#[releases_ref(MmUsers)]
fn release(mm: &Mm) -> i32 {
    mm.flush();
    mmput(mm, mm_ref);
    0
}
";

const HANDED_OVER: &str = "
fn flush_old_exec(task: &mut Task, bprm: Binprm) {
    task.mm = Some(bprm.mm);
    move_ref(bprm.mm_ref, &mut task.mm_ref);
}

struct Binprm {
    mm_ref: MmRef<MmUsers>,
}
";

/// The loop is inside the range that the reference covers, so leaving it is no mistake.
const AROUND_A_LOOP: &str = "
fn sum(mm: &Mm) -> u64 {
    MM_REF!(mm_ref: MmUsers);
    mmget(mm, &mut mm_ref);
    let mut sum = 0;
    for page in mm.pages() {
        sum += page.size;
    }
    mmput(mm, mm_ref);
    sum
}
";

/// A way out of the closure leaves neither the function nor its loop.
const IN_A_CLOSURE: &str = "
fn each(task: &Task) {
    for thread in task.threads() {
        thread.with(|mm| {
            MM_REF!(mm_ref: MmUsers);
            mmget(mm, &mut mm_ref);
            mmput(mm, mm_ref);
        });
    }
}
";

const LONG: &str = "
fn describe(task: &Task, out: &mut String) {
    MM_REF!(mm_ref: MmUsers);
    if let Some(mm) = get_task_mm(task, &mut mm_ref) {
        let size = task_mem(mm, &mm_ref);
        out.push_str(mm.name());
        out.push_str(&size.to_string());
        mmput(mm, mm_ref);
    }
}
";

#[test]
fn every_operator_has_a_mistake_and_a_name_of_its_own() {
    let names: std::collections::BTreeSet<_> = crate::operators::ALL.iter().map(|operator| operator.name).collect();
    assert_eq!(names.len(), crate::operators::ALL.len());
    assert!(crate::operators::ALL.iter().all(|operator| !operator.mistake.is_empty()));
}

#[test]
fn a_program_without_references_has_no_mutants() {
    assert!(mutants("fn get(map: &HashMap<u32, u32>) -> Option<&u32> { map.get(&1) }").is_empty());
}

#[test]
fn tests_are_left_alone() {
    assert!(
        mutants(&format!("#[cfg(test)] mod tests {{ {TEMPORARY} }} #[test] fn it() {{ mmput(mm, r); }}")).is_empty()
    );
}
