//! Those that are called `fails_…` leak, each in a way of its own; the others do not, and do what they do meanwhile on
//! the same object.

use std::sync::OnceLock;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use mmref::{InScope, MM_REF, MmRef, RefClass, RefCount, RefCounted, Scope, SharedRef, move_ref, thread};

#[derive(RefClass)]
#[ref_class(name = "mm_users")]
struct MmUsers;

#[derive(RefClass)]
#[ref_class(name = "mm_count")]
struct MmCount;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<MmUsers>,
    #[ref_count]
    count: RefCount<MmCount>,
}

/// All tests take their references on this.
static MM: Mm = Mm { users: RefCount::untracked(1), count: RefCount::untracked(1) };

/// Gives a reference to nobody.
fn lose<C: RefClass>(reference: MmRef<C>) {
    let _ = reference.into_raw();
}

fn get_and_put() {
    MM_REF!(mm_ref: MmUsers);
    mmref::get(&MM, &mut mm_ref);
    assert!(!mmref::put(&MM, mm_ref));
}

#[mmref::test]
fn fails_to_put() {
    MM_REF!(mm_ref: MmUsers);
    mmref::get(&MM, &mut mm_ref);
    lose(mm_ref);
}

#[mmref::test]
fn fails_to_put_one_of_two() {
    MM_REF!(users_ref: MmUsers);
    MM_REF!(count_ref: MmCount);
    mmref::get(&MM, &mut users_ref);
    mmref::get(&MM, &mut count_ref);
    assert!(!mmref::put(&MM, users_ref));
    lose(count_ref);
}

#[mmref::test]
fn fails_to_put_both() {
    MM_REF!(users_ref: MmUsers);
    MM_REF!(count_ref: MmCount);
    mmref::get(&MM, &mut users_ref);
    mmref::get(&MM, &mut count_ref);
    lose(users_ref);
    lose(count_ref);
}

#[mmref::test]
fn fails_to_empty_a_static() {
    static ACTIVE: SharedRef<MmUsers> = SharedRef::from_ref(MM_REF!());
    MM_REF!(mm_ref: MmUsers);
    mmref::get(&MM, &mut mm_ref);
    ACTIVE.store(mm_ref);
}

#[mmref::test]
fn fails_to_set_up_outside() {
    static FIRST: OnceLock<MmRef<MmUsers>> = OnceLock::new();
    FIRST.get_or_init(|| {
        MM_REF!(first);
        mmref::get(&MM, &mut first);
        first
    });
}

#[mmref::test]
fn fails_in_twenty_places() {
    macro_rules! lose_two {
        ($($slot:ident)*) => { $(
            for _ in 0..2 {
                MM_REF!($slot: MmUsers);
                mmref::get(&MM, &mut $slot);
                lose($slot);
            }
        )* };
    }
    lose_two!(a b c d e f g h i j);
    lose_two!(k l m n o p q r s t);
}

#[mmref::test]
fn fails_on_several_objects() {
    for _ in 0..3 {
        let mm: &Mm = Box::leak(Box::new(Mm { users: RefCount::untracked(1), count: RefCount::untracked(1) }));
        MM_REF!(mm_ref: MmUsers);
        mmref::get(mm, &mut mm_ref);
        lose(mm_ref);
    }
}

#[mmref::test]
fn fails_after_a_move() {
    MM_REF!(mm_ref: MmUsers);
    MM_REF!(owner);
    mmref::get(&MM, &mut mm_ref);
    move_ref(mm_ref, &mut owner);
    lose(owner);
}

#[mmref::test]
fn fails_in_a_thread() {
    let work = || {
        MM_REF!(mm_ref: MmUsers);
        mmref::get(&MM, &mut mm_ref);
        lose(mm_ref);
    };
    thread::Builder::new().name("reader".to_owned()).spawn(work).unwrap().join().unwrap();
}

#[mmref::test]
fn fails_in_a_pool() {
    static POOL: OnceLock<Sender<(Scope, Sender<()>)>> = OnceLock::new();
    let pool = POOL.get_or_init(|| {
        let (work, inbox) = channel::<(Scope, Sender<()>)>();
        let serve = move || {
            for (scope, done) in inbox {
                let _entered = scope.enter();
                MM_REF!(mm_ref: MmUsers);
                mmref::get(&MM, &mut mm_ref);
                lose(mm_ref);
                done.send(()).unwrap();
            }
        };
        std::thread::Builder::new().name("pool".to_owned()).spawn(serve).unwrap();
        work
    });
    let (done, wait) = channel();
    pool.send((Scope::current(), done)).unwrap();
    wait.recv().unwrap();
}

#[mmref::test]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fails_in_a_task() {
    let task = async {
        MM_REF!(mm_ref: MmUsers);
        tokio::task::yield_now().await;
        mmref::get(&MM, &mut mm_ref);
        tokio::task::yield_now().await;
        lose(mm_ref);
    };
    tokio::spawn(task.in_current_scope()).await.unwrap();
}

#[mmref::test]
fn fails_with_an_error() -> Result<(), std::num::ParseIntError> {
    MM_REF!(mm_ref: MmUsers);
    mmref::get(&MM, &mut mm_ref);
    lose(mm_ref);
    "many".parse::<u32>().map(|_| ())
}

#[mmref::test]
fn fails_with_a_panic() {
    MM_REF!(mm_ref: MmUsers);
    mmref::get(&MM, &mut mm_ref);
    lose(mm_ref);
    panic!("something else is wrong, too");
}

#[mmref::test]
#[should_panic(expected = "as it should")]
fn fails_with_a_panic_that_is_expected() {
    MM_REF!(mm_ref: MmUsers);
    mmref::get(&MM, &mut mm_ref);
    lose(mm_ref);
    panic!("as it should");
}

#[mmref::test]
fn fails_with_one_more_than_allowed() {
    Scope::current().allow::<MmUsers>("cached", 1);
    for _ in 0..2 {
        MM_REF!(cached: MmUsers);
        mmref::get(&MM, &mut cached);
        lose(cached);
    }
}

#[mmref::test]
fn fails_with_fewer_than_allowed() {
    Scope::current().allow::<MmUsers>("cached", 1);
}

#[mmref::test]
fn fails_in_a_part_of_it() {
    get_and_put();
    mmref::scope(|| {
        MM_REF!(mm_ref: MmUsers);
        mmref::get(&MM, &mut mm_ref);
        lose(mm_ref);
    });
}

#[mmref::test]
fn fails_with_a_scope_that_nobody_finishes() {
    Scope::new("unfinished").run(|| {
        MM_REF!(mm_ref: MmUsers);
        mmref::get(&MM, &mut mm_ref);
        lose(mm_ref);
    });
}

#[mmref::test]
fn passes_in_a_loop() {
    (0..20_000).for_each(|_| get_and_put());
}

#[mmref::test]
fn passes_in_threads() {
    thread::scope(|threads| {
        for _ in 0..4 {
            threads.spawn(|| (0..5_000).for_each(|_| get_and_put()));
        }
    });
}

#[mmref::test]
fn passes_when_a_thread_has_put() {
    MM_REF!(mm_ref: MmUsers);
    mmref::get(&MM, &mut mm_ref);
    std::thread::spawn(|| assert!(!mmref::put(&MM, mm_ref)));
    assert!(Scope::current().settle(Duration::from_secs(60)));
}

/// Two tests, of which one sets up what both use.
fn set_up() -> &'static MmRef<MmUsers> {
    static SHARED: OnceLock<MmRef<MmUsers>> = OnceLock::new();
    SHARED.get_or_init(|| {
        Scope::outside(|| {
            MM_REF!(shared);
            mmref::get(&MM, &mut shared);
            shared
        })
    })
}

#[mmref::test]
fn passes_with_a_static_set_up_outside() {
    set_up();
}

#[mmref::test]
fn passes_with_the_same_static() {
    set_up();
}

#[mmref::test]
fn passes_with_what_is_allowed() {
    Scope::current().allow::<MmUsers>("cached", 1);
    MM_REF!(cached: MmUsers);
    mmref::get(&MM, &mut cached);
    lose(cached);
}

#[mmref::test]
#[tokio::test]
async fn passes_with_a_task() {
    tokio::spawn(async { get_and_put() }.in_current_scope()).await.unwrap();
}

#[mmref::test]
#[should_panic(expected = "as it should")]
fn passes_with_a_panic_that_is_expected() {
    get_and_put();
    panic!("as it should");
}

#[mmref::test]
#[ignore]
fn ignored() {
    unreachable!();
}
