use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

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
async fn read(mm: &Mm, text: &str) -> Result<u32, std::num::ParseIntError> {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    let number = async { text.parse::<u32>() }.await;
    mmput(mm, mm_ref);
    number
}

#[balances_refs]
fn later<'a>(mm: &'a Mm, text: &'a str) -> impl Future<Output = Option<u32>> {
    MM_REF!(mm_ref: Users);
    mmref::get(mm, &mut mm_ref);
    async move {
        let number = text.parse::<u32>();
        mmput(mm, mm_ref);
        Some(number.ok()? + 1)
    }
}

fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("nothing here waits"),
    }
}

#[test]
fn main() {
    MM_REF!(first: Users);
    let mm = Mm { users: RefCount::new(&mut first) };
    assert!(ready(read(&mm, "x")).is_err() && ready(read(&mm, "7")) == Ok(7));
    assert!(ready(later(&mm, "x")).is_none() && ready(later(&mm, "7")) == Some(8));
    assert!(mmref::put(&mm, first));
}
