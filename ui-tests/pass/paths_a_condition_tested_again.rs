use std::cell::RefCell;

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
    assert!(!mmref::put(mm, mm_ref));
}

struct Key {
    private: bool,
    offset: Option<u32>,
}

impl Key {
    fn is_shared(&self) -> bool {
        !self.private
    }
}

#[balances_refs]
fn variable(mm: &Mm, need: bool) {
    MM_REF!(mm_ref: Users);
    if need {
        mmref::get(mm, &mut mm_ref);
        if need {
            mmput(mm, mm_ref);
        }
    }
}

#[balances_refs]
fn left_before(mm: &Mm, key: &Key) {
    if !key.private {
        return;
    }
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    if key.private {
        mmput(mm, mm_ref);
    }
}

#[balances_refs]
fn call(mm: &Mm, key: &Key) {
    MM_REF!(mm_ref: Users);
    if key.is_shared() {
        mmref::get(mm, &mut mm_ref);
        if !key.is_shared() {
            return;
        }
        mmput(mm, mm_ref);
    }
}

#[balances_refs]
fn scrutinee(mm: &Mm, kind: u8) {
    MM_REF!(mm_ref: Users);
    match kind {
        1 | 2 => {
            mmref::get(mm, &mut mm_ref);
            match kind {
                1 => mmput(mm, mm_ref),
                2 => mmput(mm, mm_ref),
                _ => {}
            }
        }
        _ => {}
    }
}

#[balances_refs]
fn compared(mm: &Mm, size: usize) {
    if size == 0 {
        return;
    }
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    if size > 0 {
        mmput(mm, mm_ref);
    }
}

#[balances_refs]
fn inside_of_a_loop(mm: &Mm, mut rounds: u32) {
    while rounds > 0 {
        MM_REF!(mm_ref: Users);
        mmref::get(mm, &mut mm_ref);
        if rounds > 0 {
            mmput(mm, mm_ref);
        }
        rounds -= 1;
    }
}

#[balances_refs]
fn asserted(mm: &Mm, key: &Key) {
    MM_REF!(mm_ref: Users);
    assert!(key.offset.is_some());
    mmref::get(mm, &mut mm_ref);
    if let Some(offset) = key.offset {
        println!("{offset}");
        mmput(mm, mm_ref);
    }
}

#[balances_refs]
fn under_another_name(mm: &Mm, need: bool) {
    let spare = !need;
    MM_REF!(mm_ref: Users);
    if need {
        mmref::get(mm, &mut mm_ref);
        if !spare {
            mmput(mm, mm_ref);
        }
    }
}

#[balances_refs]
fn one_or_the_other(mm: &Mm, key: &Key) {
    MM_REF!(mm_ref: Users);
    if key.private || key.is_shared() {
        mmref::get(mm, &mut mm_ref);
        if key.private {
            mmput(mm, mm_ref);
        } else if key.is_shared() {
            mmput(mm, mm_ref);
        }
    }
}

#[balances_refs]
fn decided_by_a_question_mark(mm: &Mm, key: &Key) -> Option<u32> {
    MM_REF!(mm_ref: Users);
    if key.offset.is_none() {
        return None;
    }
    mmref::get(mm, &mut mm_ref);
    let offset = key.offset?;
    mmput(mm, mm_ref);
    Some(offset)
}

/// In its first round the loop cannot end, and in later ones it leaves nothing behind.
#[balances_refs]
fn in_the_first_round_only(mm: &Mm, queue: &RefCell<Vec<u32>>, kept: &mut Vec<MmRef<Users>>) {
    if queue.borrow().len() > 0 {
        MM_REF!(mm_ref: Users);
        mmref::get(mm, &mut mm_ref);
        loop {
            if queue.borrow().len() == 0 {
                return;
            }
            pop(&queue);
            kept.push(mm_ref.take());
        }
    }
}

fn pop(queue: &RefCell<Vec<u32>>) {
    queue.borrow_mut().pop();
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    for private in [true, false] {
        let key = Key { private, offset: Some(3) };
        variable(&mm, private);
        left_before(&mm, &key);
        call(&mm, &key);
        scrutinee(&mm, u8::from(private));
        compared(&mm, usize::from(private));
        inside_of_a_loop(&mm, 2);
        asserted(&mm, &key);
        under_another_name(&mm, private);
        one_or_the_other(&mm, &key);
        assert_eq!(decided_by_a_question_mark(&mm, &key), Some(3));
    }
    let mut kept = Vec::new();
    in_the_first_round_only(&mm, &RefCell::new(vec![1, 2]), &mut kept);
    mmput(&mm, kept.swap_remove(0)); // the second one is idle
    assert!(mmref::put(&mm, first));
}
