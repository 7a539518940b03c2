use mmref::{MM_REF, RefClass, RefCount, RefCounted, acquires_ref, balances_refs, releases_ref};

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

#[acquires_ref(Users)]
fn open(mm: &Mm, allowed: bool) -> Result<&Mm, String> {
    if !allowed {
        return Err(String::from("not allowed"));
    }
    mmref::get(mm, mm_ref);
    Ok(mm)
}

/// As with `goto out_put_second`: what is held is given up in the opposite order.
#[balances_refs]
fn goto_style(mm: &Mm, second: bool, work: Result<u32, String>) -> Result<u32, String> {
    MM_REF!(mm_ref: Users);
    MM_REF!(other_ref: Users);
    let first = open(mm, true, &mut mm_ref)?;
    let result = 'put_first: {
        let other = match open(mm, second, &mut other_ref) {
            Ok(other) => other,
            Err(error) => break 'put_first Err(error),
        };
        let result = 'put_second: {
            let Ok(number) = work else { break 'put_second Err(String::from("no work")) };
            Ok(number + other.users.count())
        };
        mmput(other, other_ref);
        result
    };
    mmput(first, mm_ref);
    result
}

#[balances_refs]
fn by_inner_function(mm: &Mm, work: Option<u32>) -> Option<u32> {
    fn inner(work: Option<u32>) -> Option<u32> {
        work?.checked_mul(2)
    }
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let result = inner(work);
    mmput(mm, mm_ref);
    let result = result?;
    Some(result)
}

#[balances_refs]
fn by_combinators(mm: &Mm, allowed: bool, text: &str) -> Result<u32, String> {
    MM_REF!(mm_ref: Users);
    let mm = open(mm, allowed, &mut mm_ref)?;
    let result = text.parse::<u32>().map_err(|error| error.to_string()).and_then(|number| {
        if number == 0 {
            return Err(String::from("zero"));
        }
        Ok(number)
    });
    mmput(mm, mm_ref);
    result
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    assert_eq!(goto_style(&mm, true, Ok(1)), Ok(4));
    assert!(goto_style(&mm, false, Ok(1)).is_err() && goto_style(&mm, true, Err(String::new())).is_err());
    assert_eq!([by_inner_function(&mm, Some(4)), by_inner_function(&mm, None)], [Some(8), None]);
    assert_eq!(by_combinators(&mm, true, "4"), Ok(4));
    assert!(by_combinators(&mm, false, "4").is_err() && by_combinators(&mm, true, "0").is_err());
    assert!(mmref::put(&mm, first));
}
