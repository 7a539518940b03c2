use mmref::{RefClass, RefCount, RefCounted, acquires_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

#[acquires_ref(Users)]
fn mmget(mm: &Mm) {
    mmref::get(mm, mm_ref);
}

#[acquires_ref(Users)]
fn get_task_mm(task: &Option<Mm>) -> Option<&Mm> {
    let mm = task.as_ref()?;
    mmget(mm, mm_ref);
    mmget(mm, mm_ref); //~ C7: `mm_ref` is filled while it is still held (acquired on line 20)
    Some(mm)
}

fn main() {}
