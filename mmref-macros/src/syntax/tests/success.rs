use super::*;

fn of_variant(path: &str) -> Option<bool> {
    variant(&syn::parse_str(path).expect("a path"))
}

#[test]
fn what_question_marks_go_on_with_is_a_success() {
    for success in ["Some", "Ok", "Result::Ok", "ControlFlow::Continue", "std::ops::ControlFlow::Continue"] {
        assert_eq!(of_variant(success), Some(true), "{success}");
    }
    for failure in ["None", "Err", "Option::None", "ControlFlow::Break"] {
        assert_eq!(of_variant(failure), Some(false), "{failure}");
    }
}

#[test]
fn a_variant_of_the_users_says_nothing() {
    for other in ["Continue", "Action::Continue", "Action::Break", "Poll::Ready", "some"] {
        assert_eq!(of_variant(other), None, "{other}");
    }
}

#[test]
fn methods_test_unwrap_or_keep() {
    assert_eq!(look("is_continue"), Some(Look::Tests(true)));
    assert_eq!(look("is_null"), Some(Look::Tests(false)));
    assert_eq!(look("expect"), Some(Look::Unwraps));
    assert_eq!(look("map"), Some(Look::Keeps));
    assert_eq!(look("take"), None);
}

#[test]
fn types_that_tell_of_success() {
    for (ty, tells) in [
        ("Option<&Mm>", true),
        ("io::Result<()>", true),
        ("ControlFlow<u32, &Mm>", true),
        ("bool", true),
        ("*const Mm", true),
        ("&Mm", false),
        ("u32", false),
    ] {
        assert_eq!(is_told_by(&syn::parse_str(ty).expect("a type")), tells, "{ty}");
    }
}
