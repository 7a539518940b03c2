use std::sync::{Mutex, PoisonError};

use mmref::{RefCounted, MmRef, RefClass, acquires_ref, balances_refs};

struct Tasks<C: RefClass> {
    first: Box<(u8, MmRef<C>)>,
}

#[acquires_ref(C)]
fn find<C: RefClass, T: RefCounted<C>>(object: &T) -> bool {
    mmref::try_get(object, mm_ref)
}

#[balances_refs]
fn schedule<C: RefClass, T: RefCounted<C>>(tasks: &Mutex<Tasks<C>>, object: &T) {
    let mut tasks = tasks.lock().unwrap_or_else(PoisonError::into_inner);
    if find(object, &mut tasks.first.1) {
        mmref::get(object, &mut tasks.first.1); //~ C7
    }
}

fn main() {}
