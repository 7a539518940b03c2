use mmref::{MM_REF, MmRef, RefClass, RefCount, RefCounted, acquires_ref, releases_ref, requires_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

async fn ready() -> Option<u8> {
    Some(1)
}

#[acquires_ref(Users)]
async fn mmget(mm: &Mm) -> Option<&Mm> {
    let one = ready().await?;
    if one == 0 {
        return None;
    }
    mmref::get(mm, mm_ref);
    Some(mm)
}

#[requires_ref(Users)]
async fn count(mm: &Mm) -> bool {
    ready().await.is_some() && mm.users.count() > 0
}

#[releases_ref(Users)]
async fn mmput(mm: &Mm) -> bool {
    ready().await;
    mmref::put(mm, mm_ref)
}

fn run<T>(future: impl Future<Output = T> + Send) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => unreachable!("nothing here waits"),
    }
}

#[mmref::balances_refs]
#[test]
fn main() {
    let mut first = MmRef::new();
    let mm = Mm { users: RefCount::new(&mut first) };
    MM_REF!(second: Users);
    let same = run(mmget(&mm, &mut second)).unwrap();
    assert!(run(count(same, &second)));
    assert!(!run(mmput(same, second)));
    assert!(mmref::put(&mm, first));
}
