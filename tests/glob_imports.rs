//! `use mmref::*` and `use mmref::prelude::*` change nothing that a program has already.
//!
//! The one exception is a bare `#[test]` below `use mmref::*`: `mmref::test` makes it ambiguous, which rustc reports. So the
//! first module writes its tests by their path; otherwise the two are the same but for the import.

mod everything {
    #[allow(unused_imports)]
    use mmref::*;

    #[derive(Debug, PartialEq)]
    struct Policy;
    struct Scope(Policy);
    #[allow(dead_code)]
    struct Report;

    fn get() -> u8 {
        1
    }
    fn put(_: u8) {}
    fn scope() -> Scope {
        Scope(Policy)
    }
    fn live() -> bool {
        true
    }
    #[expect(dead_code, reason = "nobody calls it")]
    fn test() {}
    mod raw {
        pub(super) const NUMBER: u8 = 2;
    }
    mod report {
        pub(super) const NUMBER: u8 = 3;
    }
    use std::thread;

    #[core::prelude::v1::test]
    fn means_what_it_says() {
        put(get());
        assert!(live() && thread::spawn(|| true).join().unwrap());
        assert_eq!((scope().0, raw::NUMBER + report::NUMBER), (Policy, 5));
    }

    mod tests {
        #[allow(unused_imports)]
        use super::*;

        /// A plain test is not checked for leaks, with tracking on or off.
        #[core::prelude::v1::test]
        fn may_leak() {
            static COUNT: ::mmref::RefCount<Class> = ::mmref::RefCount::untracked(1);
            #[derive(::mmref::RefClass)]
            struct Class;
            ::mmref::MM_REF!(kept);
            COUNT.get(&mut kept);
            ::core::mem::forget(kept);
        }
    }
}

mod everyday {
    #[allow(unused_imports)]
    use mmref::prelude::*;

    #[derive(Debug, PartialEq)]
    struct Policy;
    struct Scope(Policy);
    #[allow(dead_code)]
    struct Report;

    fn get() -> u8 {
        1
    }
    fn put(_: u8) {}
    fn scope() -> Scope {
        Scope(Policy)
    }
    fn live() -> bool {
        true
    }
    #[expect(dead_code, reason = "nobody calls it")]
    fn test() {}
    mod raw {
        pub(super) const NUMBER: u8 = 2;
    }
    mod report {
        pub(super) const NUMBER: u8 = 3;
    }
    use std::thread;

    #[test]
    fn means_what_it_says() {
        put(get());
        assert!(live() && thread::spawn(|| true).join().unwrap());
        assert_eq!((scope().0, raw::NUMBER + report::NUMBER), (Policy, 5));
    }

    mod tests {
        #[allow(unused_imports)]
        use super::*;

        /// A plain test is not checked for leaks, with tracking on or off.
        #[test]
        fn may_leak() {
            static COUNT: ::mmref::RefCount<Class> = ::mmref::RefCount::untracked(1);
            #[derive(::mmref::RefClass)]
            struct Class;
            ::mmref::MM_REF!(kept);
            COUNT.get(&mut kept);
            ::core::mem::forget(kept);
        }
    }
}
