use mmref::{MM_REF, RefClass, RefCount, RefCounted, holds_ref};

#[derive(RefClass)]
struct Users;

#[derive(RefCounted)]
struct Mm {
    #[ref_count]
    users: RefCount<Users>,
}

fn with_mm(work: impl FnOnce(&Mm)) {
    MM_REF!(first);
    let mm = Mm { users: RefCount::new(&mut first) };
    work(&mm);
    assert_eq!(mm.users.count(), 1);
    assert!(mmref::put(&mm, first));
}

macro_rules! file {
    ($name:ident, $field:ident: $class:ty) => {
        #[holds_ref]
        struct $name {
            #[counted($field: $class)]
            mm: u8,
        }

        impl $name {
            fn new() -> Self {
                Self { mm: 1, $field: MM_REF!($name::$field) }
            }
        }
    };
}

file!(File, file_ref: Users);

#[test]
fn main() {
    file!(Local, local_ref: Users);

    #[holds_ref]
    struct Inner {
        #[counted(Users)]
        mm: u8,
    }

    with_mm(|mm| {
        let (mut file, mut local) = (File::new(), Local::new());
        mmref::get(mm, &mut file.file_ref);
        mmref::move_ref(file.file_ref.take(), &mut local.local_ref);
        assert_eq!(file.mm + local.mm + Inner { mm: 1, mm_ref: MM_REF!(Inner::mm_ref) }.mm, 3);
        assert!(!mmref::put(mm, local.local_ref.take()));
    });
}
