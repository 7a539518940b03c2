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
fn walk(mms: &[Mm], wanted: &[u32]) -> u32 {
    let mut sum = 0;
    'mms: for mm in mms {
        MM_REF!(mm_ref: Users);
        mmref::get(mm, &mut mm_ref);
        for count in wanted {
            match *count {
                0 => continue,
                1 => {
                    mmput(mm, mm_ref);
                    continue 'mms;
                }
                2 => {
                    mmput(mm, mm_ref);
                    break 'mms;
                }
                count => sum += count,
            }
        }
        mmput(mm, mm_ref);
        sum += 100;
    }
    sum
}

/// What is declared outside may be held when an inner loop is left.
#[balances_refs]
fn held_throughout(mm: &Mm, wanted: &[u32]) -> u32 {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let mut sum = 0;
    'outer: loop {
        for count in wanted {
            if *count == 0 {
                continue;
            }
            if *count == 1 {
                break;
            }
            if *count == 2 {
                break 'outer;
            }
            sum += count;
        }
        while sum < 10 {
            sum += 1;
            if sum == 5 {
                continue 'outer;
            }
        }
        break;
    }
    mmput(mm, mm_ref);
    sum
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    let mms = std::slice::from_ref(&mm);
    assert_eq!([walk(mms, &[]), walk(mms, &[0, 7]), walk(mms, &[3, 1]), walk(mms, &[4, 2])], [100, 107, 3, 4]);
    assert_eq!(
        [held_throughout(&mm, &[]), held_throughout(&mm, &[0, 3, 1, 9]), held_throughout(&mm, &[2])],
        [10, 10, 0]
    );
    assert!(mmref::put(&mm, first));
}
