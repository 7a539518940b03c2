mod deps {
    pub(crate) use mmref as tracking;
}

#[derive(deps::tracking::RefClass)]
#[ref_class(crate = crate::holds_crate_path::deps::tracking)]
struct Users;

/// A class that is called like something of the crate.
#[derive(deps::tracking::RefClass)]
#[ref_class(crate = deps::tracking)]
struct MmRef;

#[deps::tracking::holds_ref(crate = crate::holds_crate_path::deps::tracking)]
struct Task {
    #[counted(Users)]
    _mm: u8,
    #[counted(own: MmRef, shared)]
    _own: u8,
}

#[test]
fn main() {
    let task = Task {
        _mm: 1,
        mm_ref: deps::tracking::MM_REF!(Task::mm_ref),
        _own: 2,
        own: deps::tracking::MM_REF!(Task::own),
    };
    let _: &deps::tracking::SharedRef<MmRef> = &task.own;
}
