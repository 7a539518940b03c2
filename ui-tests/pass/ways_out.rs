use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, acquires_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[acquires_ref(Users)]
fn nested_closures(mm: &Mm, numbers: &[i32]) -> bool {
    let positive = |number: &&i32| {
        if **number < 0 {
            return false;
        }
        let twice = || return **number * 2;
        twice() >= 0
    };
    if numbers.iter().filter(positive).count() == 0 {
        return false;
    }
    mmref::get(mm, mm_ref);
    true
}

#[acquires_ref(Users)]
fn labelled_loops(mms: &[Mm]) -> Option<&Mm> {
    fn wanted(index: usize) -> bool {
        return index > 0;
    }
    let found = 'outer: loop {
        for (index, mm) in mms.iter().enumerate() {
            if !wanted(index) {
                continue;
            }
            if mm.users.count() == 0 {
                break 'outer None;
            }
            mmref::get(mm, mm_ref);
            return Some(mm);
        }
        break 'outer None;
    };
    found
}

#[acquires_ref(Users)]
fn only_returns(mm: &Mm) -> Option<&Mm> {
    let Some(mm) = Some(mm).filter(|mm| mm.users.count() > 0) else {
        return None;
    };
    mmref::get(mm, mm_ref);
    return Some(mm);
}

#[acquires_ref(Users)]
fn moves_its_reference(mm: &Mm) {
    let slot = mm_ref;
    mmref::get(mm, slot);
    if mm.users.count() > 1 {
        return;
    }
    let _ = slot;
}

#[acquires_ref(Users)]
fn impl_trait(mm: &Mm) -> impl Iterator<Item = u8> {
    mmref::get(mm, mm_ref);
    if mm.users.count() > 100 {
        return vec![].into_iter();
    }
    vec![1, 2].into_iter()
}

#[acquires_ref(Users)]
fn optional_impl_trait(mm: &Mm) -> Result<impl Fn() -> u8, String> {
    Some(mm).ok_or("none")?;
    mmref::get(mm, mm_ref);
    Ok(|| 3)
}

#[acquires_ref(Users)]
#[allow(dead_code)]
fn never(mm: &Mm) -> ! {
    mmref::get(mm, mm_ref);
    std::process::exit(0)
}

#[acquires_ref(Users)]
#[allow(dead_code)]
fn unfinished(mm: &Mm) -> Option<&Mm> {
    todo!("{}", mm.users.count())
}

#[mmref::balances_refs]
#[test]
fn main() {
    let (mut first, mut other) = (MmRef::new(), MmRef::new());
    let mms = [Mm { users: RefCount::new(&mut first) }, Mm { users: RefCount::new(&mut other) }];
    let [mm, last] = &mms;
    for case in 0..6 {
        MM_REF!(taken: Users);
        match case {
            0 => assert!(!nested_closures(mm, &[-1], &mut taken) && nested_closures(mm, &[1], &mut taken)),
            1 => assert!(only_returns(mm, &mut taken).is_some()),
            2 => moves_its_reference(mm, &mut taken),
            3 => assert_eq!(impl_trait(mm, &mut taken).count(), 2),
            4 => assert_eq!(optional_impl_trait(mm, &mut taken).unwrap()(), 3),
            _ => {
                let found = labelled_loops(&mms, &mut taken).unwrap();
                assert!(!mmref::put(found, taken));
                continue;
            }
        }
        assert!(!mmref::put(mm, taken));
    }
    assert!(mmref::put(mm, first));
    assert!(mmref::put(last, other));
}
