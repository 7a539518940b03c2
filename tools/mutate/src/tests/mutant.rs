//! Ids.

use super::{mutant_of, mutants};

const USER: &str = "
fn release(task: &mut Task, mm: &Mm) {
    mmput(mm, task.mm_ref.take());
}
";

#[test]
fn an_id_does_not_depend_on_the_line() {
    let lower = format!("// A comment.\n\n{USER}");
    let (here, there) = (mutant_of("drop-put", USER), mutant_of("drop-put", &lower));
    assert_eq!(here.id, there.id);
    assert_eq!(here.line + 2, there.line);
}

#[test]
fn an_id_depends_on_the_function_and_on_the_text() {
    let ids: Vec<_> = [USER, &USER.replace("release", "exit"), &USER.replace("mm,", "&mm,")]
        .iter()
        .map(|user| mutant_of("drop-put", user).id)
        .collect();
    assert!(ids[0] != ids[1] && ids[0] != ids[2], "{ids:?}");
}

/// This one is in `equivalent.toml` files and must not change.
#[test]
fn an_id_is_the_same_for_ever() {
    insta::assert_snapshot!(mutant_of("drop-put", USER).id, @"drop-put-cbdf609a");
}

#[test]
fn look_alikes_are_told_apart() {
    let user = "
fn twice(mm: &Mm) {
    mmget(mm, &mut a.mm_ref);
    mmput(mm, a.mm_ref.take());
    mmget(mm, &mut a.mm_ref);
    mmput(mm, a.mm_ref.take());
    mmget(mm, &mut a.mm_ref);
    mmput(mm, a.mm_ref.take());
    mmget(mm, &mut a.mm_ref);
}
";
    let ids: Vec<_> = mutants(user).into_iter().map(|mutant| mutant.id).collect();
    let different: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(different.len(), ids.len(), "{ids:#?}");
    assert!(ids.iter().any(|id| id.ends_with("-2")), "{ids:#?}");
}

/// Moving the put up by one statement and moving it up to the get are the same here.
#[test]
fn one_text_is_one_mutant() {
    let user = "
fn size(task: &Task) -> Option<u64> {
    MM_REF!(mm_ref: MmUsers);
    let mm = get_task_mm(task, &mut mm_ref)?;
    print(task_mem(mm, &mm_ref));
    mmput(mm, mm_ref);
    None
}
";
    let operators: Vec<_> = mutants(user).into_iter().map(|mutant| mutant.operator).collect();
    assert!(operators.contains(&"put-before-use") && !operators.contains(&"put-at-once"), "{operators:?}");
}
